"""The forms of an import: the files, the answer to what it asks, another encoding."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.findings import Fact
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from closing.importing.sources import CHOSEN, DataSource
from closing.importing.tables.columns import Column
from closing.importing.texts import ENCODING_NAMES
from closing.uploads import FilesField

MOST_FILES = 10


class ImportForm(forms.Form):
    """What to import: files or what is ticked, as the source has it, and the year of files that do not name one."""

    upload = FilesField(label=_("Files"), allow_empty_file=True)
    chosen = forms.MultipleChoiceField(
        label=_("What to fetch"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick something to fetch.")},
    )
    year = forms.ModelChoiceField(
        FiscalYear.objects.none(),
        label=_("Fiscal year"),
        required=False,
        empty_label=_("As the file says"),
        help_text=_("Needed only for a file that does not name its year, such as a trial balance."),
    )

    def __init__(
        self, *args: Any, engagement: Engagement, source: DataSource, year: FiscalYear | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        years = self.fields["year"]
        assert isinstance(years, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        years.queryset, years.initial = engagement.fiscal_years.all(), year
        if source.takes_file:
            self.fields["upload"].widget.attrs["accept"] = ",".join(source.suffixes)
        else:
            del self.fields["upload"]
            years.label, years.help_text, years.empty_label = _("Fiscal year to work on"), "", None
        if source.choices:
            self._offer(source)
        else:
            del self.fields["chosen"]

    def _offer(self, source: DataSource) -> None:
        offered = self.fields["chosen"]
        assert isinstance(offered, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        offered.choices = [(choice.key, choice.label) for choice in source.choices]
        offered.initial = [choice.key for choice in source.choices if choice.is_ticked]

    @property
    def choices(self) -> Choices:
        """Give what the user decided, of a form that was found right."""
        chosen = self.cleaned_data.get("chosen")
        return Choices(year=self.cleaned_data["year"], answers={CHOSEN: " ".join(chosen)} if chosen else {})

    def clean_upload(self) -> "list[UploadedFile[Any]]":
        """Take no more files than an import can show."""
        files: list[UploadedFile[Any]] = self.cleaned_data["upload"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(count)s files at a time.") % {"count": MOST_FILES})
        return files


class AcceptForm(forms.Form):
    """The decisions an import waits for; each is taken by its own tick."""

    TICK_ALL: ClassVar = _("Tick every point to import, or cancel the import.")

    codes = forms.MultipleChoiceField(
        label=_("Import anyway"), widget=forms.CheckboxSelectMultiple, error_messages={"required": TICK_ALL}
    )

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(codes)
        self.fields["codes"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def clean_codes(self) -> list[str]:
        """Want every decision taken: with one left the import would only stop again."""
        taken: list[str] = self.cleaned_data["codes"]
        if set(taken) != set(self.asked):
            raise forms.ValidationError(self.TICK_ALL)
        return taken


class ColumnsForm(forms.Form):
    """Which column of a table is which, as recognised and for the user to correct."""

    LABELS: ClassVar = {
        Column.ACCOUNT: _("Account"),
        Column.NAME: _("Name"),
        Column.OPENING: _("Opening balance"),
        Column.DEBIT: _("Debit"),
        Column.CREDIT: _("Credit"),
        Column.CLOSING: _("Closing balance"),
    }

    def __init__(self, data: QueryDict | None = None, *, headings: Iterable[Fact], places: Iterable[Fact]) -> None:
        super().__init__(data, initial={str(place[0]): str(place[1]) for place in places if isinstance(place, list)})
        columns = [(str(place), str(heading)) for place, heading in enumerate(headings)]
        for column, label in self.LABELS.items():
            is_account = column == Column.ACCOUNT
            self.fields[str(column)] = forms.ChoiceField(
                label=label, choices=columns if is_account else [("", _("None")), *columns], required=is_account
            )

    def clean(self) -> dict[str, Any]:
        """Want an amount, and no column for two things."""
        answers = {name: place for name, place in self.cleaned_data.items() if place != ""}
        amounts = {Column.OPENING, Column.DEBIT, Column.CREDIT, Column.CLOSING}
        if not self.errors and not amounts & answers.keys():
            raise forms.ValidationError(_("Choose at least one column with amounts."))
        if len(set(answers.values())) < len(answers):
            raise forms.ValidationError(_("Each column can be one thing only."))
        return answers


class EncodingForm(forms.Form):
    """Another encoding for the files of an import."""

    encoding = forms.ChoiceField(label=_("Character encoding"), choices=list(ENCODING_NAMES.items()))

    def __init__(self, data: QueryDict | None = None, *, run: ImportRun) -> None:
        first = run.files.exclude(encoding="").first()
        super().__init__(data, initial={"encoding": first.encoding if first else ""})
