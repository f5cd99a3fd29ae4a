from . import capture as capture, codec as codec, picture as picture, policy as policy, roster as roster

__version__: str

class Error(Exception):
    """The world said no. Catch this one to catch them all."""
    remedy: str  # try_again, correct_input, ask_operator, give_up, conflict, not_found; of a screen: reopen, try_another, stop
    operation: str
    system_code: int

class CaptureError(Error): ...
class CodecError(Error): ...
class PictureError(Error): ...
class RosterError(Error): ...
