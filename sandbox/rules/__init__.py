from sandbox.rules.ack import check_ack
from sandbox.rules.breach import Breach
from sandbox.rules.calls import check_call
from sandbox.rules.manifest import check_manifest

__all__ = ["Breach", "check_ack", "check_call", "check_manifest"]
