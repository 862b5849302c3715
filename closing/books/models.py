"""The imported bookkeeping: a snapshot per import and fiscal year, never changed once it is ready.

Rows of a snapshot are loaded in bulk, so their keys are given by the loader: `snapshot.id * ROWS_PER_SNAPSHOT` plus
the row's place in the file. A voucher knows its first row and how many it has; no index is needed for that. The foreign
keys of such rows are neither checked nor followed by the database or by Django: the loader makes both ends, and
`discarding` takes both away. Amounts are integer öre, debit positive.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.books.limits import LONGEST_NUMBER, ROWS_PER_SNAPSHOT
from closing.books.storing.row_key import RowKey
from closing.engagements.models import Engagement, FiscalYear


class Snapshot(models.Model):
    """One imported set of books for one fiscal year (ögonblicksbild)."""

    class State(models.TextChoices):
        """Whether it may be looked at."""

        LOADING = "loading", _("Loading")
        READY = "ready", _("Ready")
        DISCARDED = "discarded", _("Discarded")

    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="snapshots")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.LOADING)
    run_id = models.UUIDField(_("import"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    touched_at = models.DateTimeField(_("last written"), default=timezone.now, editable=False)
    sietyp = models.CharField(_("SIE type"), max_length=2, blank=True)
    program = models.CharField(_("program"), max_length=120, blank=True)
    generated_on = models.DateField(_("exported"), null=True, blank=True)
    source_name = models.CharField(_("file"), max_length=255, blank=True)
    source_sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    has_vouchers = models.BooleanField(_("has vouchers"), default=True)
    has_months = models.BooleanField(_("has monthly figures"), default=True)
    has_objects = models.BooleanField(_("has objects"), default=True)
    series = models.JSONField(_("voucher series"), default=list, blank=True)
    voucher_count = models.PositiveIntegerField(_("vouchers"), default=0)
    posting_count = models.PositiveIntegerField(_("postings"), default=0)
    debit_ore = models.BigIntegerField(_("debit in öre"), default=0)

    class Meta:
        """Names and indexes."""

        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        indexes = (models.Index(fields=["fiscal_year", "state"], name="snapshot_year_state"),)

    def __str__(self) -> str:
        """Show where it came from."""
        return f"{self.source_name} · {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def first_key(self) -> int:
        """Give the key that row 0 of the file would have; row n has this plus n."""
        return self.pk * ROWS_PER_SNAPSHOT

    @property
    def keys(self) -> tuple[int, int]:
        """Give the lowest and the highest key its rows can have."""
        return self.first_key, self.first_key + ROWS_PER_SNAPSHOT - 1


class Books(models.Model):
    """The pointer to the snapshot that counts for a fiscal year; an import ends by flipping it."""

    fiscal_year = models.OneToOneField(FiscalYear, primary_key=True, on_delete=models.CASCADE, related_name="books")
    current = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    flipped_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Names."""

        verbose_name = _("books")
        verbose_name_plural = _("books")

    def __str__(self) -> str:
        """Show which snapshot counts."""
        return f"{self.fiscal_year} · {self.current}"


class Account(models.Model):
    """An account of a snapshot with its stored balances for the year (konto)."""

    id = RowKey(primary_key=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="accounts", db_index=False)
    number = models.CharField(max_length=LONGEST_NUMBER)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=1, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    sru = models.CharField(max_length=60, blank=True)
    is_declared = models.BooleanField(default=True)
    is_balance = models.BooleanField(default=True)
    opening_ore = models.BigIntegerField(default=0)
    movement_ore = models.BigIntegerField(default=0)
    closing_ore = models.BigIntegerField(default=0)
    previous_closing_ore = models.BigIntegerField(null=True, blank=True)
    file_closing_ore = models.BigIntegerField(null=True, blank=True)
    posting_count = models.PositiveIntegerField(default=0)

    class Meta:
        """Names and constraints."""

        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (models.UniqueConstraint(fields=["snapshot", "number"], name="account_number_unique"),)

    def __str__(self) -> str:
        """Show number and name."""
        return f"{self.number} {self.name}"


class PeriodTotal(models.Model):
    """What was booked on an account in one calendar month, by the date of the voucher."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="period_totals", db_index=False)
    month = models.DateField()
    debit_ore = models.BigIntegerField(default=0)
    credit_ore = models.BigIntegerField(default=0)
    posting_count = models.PositiveIntegerField(default=0)

    class Meta:
        """Names and constraints."""

        verbose_name = _("month total")
        verbose_name_plural = _("month totals")
        constraints = (models.UniqueConstraint(fields=["account", "month"], name="period_total_unique"),)

    def __str__(self) -> str:
        """Show account and month."""
        return f"{self.account_id} · {self.month:%Y-%m}"


class LedgerLeaf(models.Model):
    """A leaf of an account's ledger (kontoblad): some of its postings, in the order of their dates.

    An index over all postings of all accounts would do the same, at the price of half the time that storing takes.
    `start` says where the leaf begins: a posting's place as one number (`ledger_stretch.Key.number`). `before_ore` is
    what the account's postings before the leaf come to. `rows` are the places in the file of its postings, eight
    hexadecimal digits each.
    """

    id = RowKey(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, related_name="ledger_leaves", db_constraint=False, db_index=False
    )
    start = models.BigIntegerField()
    before_ore = models.BigIntegerField()
    rows = models.TextField()

    class Meta:
        """Names and constraints."""

        verbose_name = _("leaf of a ledger")
        verbose_name_plural = _("leaves of ledgers")
        constraints = (models.UniqueConstraint(fields=["account", "start"], name="ledger_leaf_unique"),)

    def __str__(self) -> str:
        """Show account and place."""
        return f"{self.account_id} · {self.start}"


class Voucher(models.Model):
    """A voucher of the books (verifikation), as the source has it.

    Its rows, counted and struck, have the keys from `first_row` on, `row_count` of them. `number_value` is the number
    as a whole number, 0 when it is none. `is_filled` tells that the source left out the series or the number.
    `fingerprint` stands for its counted rows: the same for the same accounts, amounts and texts in whatever order.
    """

    id = RowKey(primary_key=True)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.DO_NOTHING, related_name="vouchers", db_constraint=False, db_index=False
    )
    series = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    number_value = models.BigIntegerField(default=0)
    date = models.DateField()
    text = models.TextField(blank=True)
    registered = models.DateField(null=True, blank=True)
    sign = models.CharField(max_length=60, blank=True)
    difference_ore = models.BigIntegerField(default=0)
    fingerprint = models.BigIntegerField(default=0)
    is_filled = models.BooleanField(default=False)
    first_row = models.BigIntegerField(default=0)
    row_count = models.IntegerField(default=0)

    class Meta:
        """Names and indexes."""

        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        indexes = (models.Index(fields=["snapshot", "series", "number_value"], name="voucher_series_number"),)

    def __str__(self) -> str:
        """Show series and number."""
        return f"{self.series} {self.number}".strip()

    @property
    def ordinal(self) -> int:
        """Give its place in the file, from 1; an address names it by this."""
        return self.pk % ROWS_PER_SNAPSHOT

    @property
    def rows(self) -> tuple[int, int]:
        """Give the lowest and the highest key its rows can have."""
        return self.first_row, self.first_row + self.row_count - 1


class Posting(models.Model):
    """A counted row of a voucher (transaktion); `date` is the voucher's.

    Those of an account are found by the leaves of its ledger (`ledger`), those of a voucher by `Voucher.rows`.
    """

    id = RowKey(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, related_name="postings", db_constraint=False, db_index=False
    )
    voucher = models.ForeignKey(
        Voucher, on_delete=models.DO_NOTHING, related_name="postings", db_constraint=False, db_index=False
    )
    date = models.DateField()
    amount_ore = models.BigIntegerField()
    object_list = models.IntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        """Names and indexes."""

        verbose_name = _("posting")
        verbose_name_plural = _("postings")

    def __str__(self) -> str:
        """Show date and amount in öre."""
        return f"{self.date} · {self.amount_ore}"


class PostingDetail(models.Model):
    """What few postings have: a date other than the voucher's, a quantity, a sign, or that they were added afterwards.

    Kept apart, because the load of a large file is measured in the columns of its postings.
    """

    posting = models.OneToOneField(
        Posting, primary_key=True, on_delete=models.DO_NOTHING, related_name="detail", db_constraint=False
    )
    own_date = models.DateField(null=True, blank=True)
    quantity = models.CharField(max_length=30, blank=True)
    sign = models.CharField(max_length=60, blank=True)
    is_added = models.BooleanField(default=False)

    class Meta:
        """Names."""

        verbose_name = _("detail of a posting")
        verbose_name_plural = _("details of postings")

    def __str__(self) -> str:
        """Show whose it is."""
        return str(self.posting_id)


class StruckPosting(models.Model):
    """A row struck from a voucher in the source (#BTRANS): history, never part of a sum."""

    id = RowKey(primary_key=True)
    voucher = models.ForeignKey(
        Voucher, on_delete=models.DO_NOTHING, related_name="struck", db_constraint=False, db_index=False
    )
    account_number = models.CharField(max_length=LONGEST_NUMBER)
    amount_ore = models.BigIntegerField()
    object_list = models.IntegerField(default=0)
    own_date = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    quantity = models.CharField(max_length=30, blank=True)
    sign = models.CharField(max_length=60, blank=True)

    class Meta:
        """Names."""

        verbose_name = _("struck row")
        verbose_name_plural = _("struck rows")

    def __str__(self) -> str:
        """Show account and amount in öre."""
        return f"{self.account_number} · {self.amount_ore}"


class Dimension(models.Model):
    """A dimension of a snapshot: cost centre, project."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="dimensions", db_index=False)
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    parent = models.CharField(max_length=10, blank=True)

    class Meta:
        """Names and constraints."""

        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        constraints = (models.UniqueConstraint(fields=["snapshot", "number"], name="dimension_number_unique"),)

    def __str__(self) -> str:
        """Show number and name."""
        return f"{self.number} {self.name}"


class BookObject(models.Model):
    """An object of a dimension: one cost centre, one project (objekt)."""

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="objects_of", db_index=False)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        """Names and constraints."""

        verbose_name = _("object")
        verbose_name_plural = _("objects")
        constraints = (models.UniqueConstraint(fields=["dimension", "code"], name="book_object_code_unique"),)

    def __str__(self) -> str:
        """Show code and name."""
        return f"{self.code} {self.name}"


class ObjectList(models.Model):
    """A combination of objects that postings of a snapshot carry: `[[dimension, code], …]`."""

    id = RowKey(primary_key=True)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.DO_NOTHING, related_name="object_lists", db_constraint=False, db_index=False
    )
    pairs = models.JSONField()

    class Meta:
        """Names."""

        verbose_name = _("object list")
        verbose_name_plural = _("object lists")

    def __str__(self) -> str:
        """Show its codes."""
        return ", ".join(code for _dimension, code in self.pairs)


class AccountMapping(models.Model):
    """What an account of an engagement means to the closing; kept by number, so it survives re-imports."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="account_mappings")
    account_number = models.CharField(max_length=LONGEST_NUMBER)
    reference_account = models.CharField(_("reference account"), max_length=10, blank=True)
    group = models.CharField(_("group"), max_length=40, blank=True)
    vat_code = models.CharField(_("VAT code"), max_length=10, blank=True)
    sru = models.CharField(_("SRU code"), max_length=10, blank=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)

    class Meta:
        """Names and constraints."""

        verbose_name = _("account mapping")
        verbose_name_plural = _("account mappings")
        constraints = (models.UniqueConstraint(fields=["engagement", "account_number"], name="account_mapping_unique"),)

    def __str__(self) -> str:
        """Show the account and what it means."""
        return f"{self.account_number} → {self.reference_account or '–'}"
