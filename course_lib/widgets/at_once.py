"""A connection from JupyterLab's server to a page that sends every message at once."""

from __future__ import annotations

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class AtOnce(ZMQChannelsWebsocketConnection):
    """Sends a view while the page has not confirmed yet that the kernel is busy.

    TCP would hold the view back until then, for 40 ms: that is more than all the rest of a click.
    """

    def connect(self):
        """Connect, and hold nothing back."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
