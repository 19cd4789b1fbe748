"""The course as a website: static pages, made offline from the stored notebooks."""
