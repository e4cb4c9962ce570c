"""Zip archives as a test wants them."""

import io
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes], **changed: object) -> bytes:
    """Return an archive of these members, each with the fields of its entry changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in changed.items():
                setattr(info, field, value)
            archive.writestr(info, data)
    return packed.getvalue()
