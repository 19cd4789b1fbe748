"""Running Sphinx: from notebooks to pages, without a network."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from .address import CannotBuild, Repository
from .asked import write_asked
from .live import write_recordings
from .preview import PREVIEW, draw_preview
from .sources import lay_out_sources

TITLE = "A course on convolution"
STATIC = Path(__file__).parent / "static"
# Left out of the site: what Sphinx and the theme keep for their own builds.
_NOT_OF_THE_SITE = (".buildinfo", "objects.inv", "**/*.map", "**/*webpack-macros.html")


def build(root: Path, folder: Path, repository: Repository | None = None) -> None:
    """Write the site into a folder that is new, empty, or holds an earlier one.

    Raises
    ------
    CannotBuild
        If Sphinx is not installed, finds something wrong, or the folder holds something else.
    """
    try:
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
    except ImportError as error:
        raise CannotBuild(
            'The site needs Sphinx. Run: python -m pip install -e ".[site]"'
        ) from error
    if folder.exists() and any(folder.iterdir()) and not (folder / "searchindex.js").exists():
        raise CannotBuild(f"{folder} holds something that is no site. Name a new folder.")
    with tempfile.TemporaryDirectory() as work:
        sources, made = Path(work, "sources"), Path(work, "made")
        lay_out_sources(root, sources)
        warnings = io.StringIO()
        try:
            app = Sphinx(
                sources,
                None,
                made,
                Path(work, "doctrees"),
                "html",
                confoverrides=settings(repository),
                status=None,
                warning=warnings,
            )
            app.build()
        except SphinxError as error:
            raise CannotBuild(f"Sphinx stopped: {error}") from error
        if warnings.getvalue():
            raise CannotBuild(f"Sphinx found something wrong:\n{warnings.getvalue()}")
        draw_preview(made / "_static" / PREVIEW)
        write_recordings(root / "notebooks", made / "_static")
        write_asked(made / "_static")
        for path in [path for name in _NOT_OF_THE_SITE for path in made.glob(name)]:
            path.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder)


def settings(repository: Repository | None) -> dict:
    """Return Sphinx's settings; what links to the repository is there only where it is known."""
    return {
        "project": TITLE,
        "html_title": TITLE,
        "author": "",
        "language": "en",
        "extensions": [
            "myst_nb",
            "sphinx.ext.autodoc",
            "sphinx.ext.napoleon",
            "sphinx_copybutton",
            "course_lib.site.described",
            "course_lib.site.extension",
        ],
        "highlight_language": "none",  # what is Python says so; commands of a shell do not
        "nb_execution_mode": "off",
        "nb_code_prompt_show": "Show the {type}",
        "nb_code_prompt_hide": "Hide the {type}",
        "myst_heading_anchors": 3,
        "autodoc_typehints": "none",
        "autodoc_member_order": "bysource",
        "autodoc_preserve_defaults": True,
        "add_module_names": False,
        "napoleon_google_docstring": False,
        "napoleon_use_ivar": True,
        "napoleon_use_rtype": False,
        "python_use_unqualified_type_names": True,
        # An attribute that several classes have; a cell with a command of the shell.
        "suppress_warnings": ["ref.python", "misc.highlighting_failure"],
        "html_theme": "sphinx_book_theme",
        "html_static_path": [str(STATIC)],
        "html_css_files": ["course.css"],
        "html_baseurl": repository.site if repository else "",
        "html_copy_source": True,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_show_copyright": False,
        "html_show_sphinx": False,
        "html_theme_options": _theme_options(repository),
    }


def _theme_options(repository: Repository | None) -> dict:
    options = {
        "show_navbar_depth": 1,
        "show_toc_level": 1,
        "use_download_button": True,
        "use_fullscreen_button": False,
        "use_repository_button": bool(repository),
        "back_to_top_button": False,
    }
    if repository:
        options |= {
            "repository_url": repository.url,
            "repository_branch": "main",
            "path_to_docs": "",
            "launch_buttons": {
                "binderhub_url": "https://mybinder.org",
                "colab_url": "https://colab.research.google.com",
                "notebook_interface": "jupyterlab",
            },
        }
    return options
