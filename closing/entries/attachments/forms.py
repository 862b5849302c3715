"""The form of files to attach: each file is examined by itself, and each that is refused is told by name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from closing.entries.attachments.errors import AttachmentError, Fault, UnfitFileError
from closing.entries.attachments.examination import MOST_FILE_BYTES, MOST_FILES, examine, safe_name
from closing.entries.attachments.kinds import SUFFIXES
from closing.entries.attachments.texts import at_most_files, fault_sentence, refusal
from closing.entries.attachments.writing import NewFile
from closing.uploads import FilesField


class AttachForm(forms.Form):
    """Files to attach to an entry."""

    upload = FilesField(
        label=_("Files"), allow_empty_file=True, error_messages={"required": _("Choose at least one file.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].widget.attrs["accept"] = ",".join(SUFFIXES)

    @property
    def new_files(self) -> list[NewFile]:
        """Give the files of a form that was found right."""
        found: list[NewFile] = self.cleaned_data["upload"]
        return found

    def clean_upload(self) -> list[NewFile]:
        """Examine each file, and tell everything that is wrong with any of them at once."""
        sent: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        if len(sent) > MOST_FILES:
            raise ValidationError(at_most_files())
        examined, refused = [], []
        for file in sent:
            name = safe_name(file.name or "")
            try:
                examined.append(_examined(name, file))
            except UnfitFileError as error:
                refused.append(fault_sentence(error, name=name, size=file.size or 0))
        if refused:
            raise ValidationError(refused)
        return examined

    def refuse(self, error: AttachmentError) -> None:
        """Show at the field what was found out only beside the files that are attached already."""
        self.add_error("upload", refusal(error))


def _examined(name: str, file: "UploadedFile[Any]") -> NewFile:
    if (file.size or 0) > MOST_FILE_BYTES:
        raise UnfitFileError(Fault.TOO_LARGE)
    content = file.read()
    file.seek(0)
    return NewFile(name, examine(name, content), file)
