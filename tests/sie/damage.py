"""Regular files as many programs write them, and what can go wrong with a file: for Hypothesis."""

from hypothesis import strategies as st

HEAD = b"""#FLAGGA 0
#PROGRAM "Provprogram" 1.0
#FORMAT PC8
#SIETYP 4
#FNAMN "R\x84ksm\x94rg\x86s AB"
#RAR 0 20250101 20251231
#KONTO 1930 "Bank"
#DIM 6 "Projekt"
"""

VOUCHERS = (
    b'#VER A 1 20250131 "Hyra" 20250201\n{\n#TRANS 5010 {} 100\n#TRANS 1930 {} -100.00 "" "" 0\n}\n',
    b"""#VER "A" "2" 20250201 "" 20250201 "ANNA"
{
\t#TRANS 5010 {6 "P1"} 1.5 20250131 "K\x94p" 1
\t#TRANS 1930 {"6" "P2" 1 20} -1.50 20250131 "a \\"b\\" c"
}
""",
    b"""#VER\tLEV1\t0003\t20250303\tText\t20250304\tme
{
  #TRANS   1930   { }   12345678.90   20250303   kort   2  \n}
""",
    b"""#VER B 12345678901 20251231 "Till" \n{ \n#RTRANS 1930 {} 7 20260101 "x" 0 "\x8fSA" \n#TRANS 1930 {} 7 "" "x" 0
#BTRANS 1930 {} 9 20260101 "x" 0 "\x8fSA"
#TRANS 0351 {1 "100"} -7.00 \n} \n""",
    b'#VER # 1 20250131 "Serie"\n{\n#TRANS "1930" {6 "a b" } 123456789012345.99 "20250131" "" "-2.5" ""\n}\n',
    b'#VER "" "" 20250630\n{\n#RTRANS 1 {} 5\n#RTRANS 1 {} 5\n#TRANS 1 {} 5\n#TRANS 1 {} 5\n#TRANS 1 {} -10\n}\n',
    b"#VER A 7 20260101\n{\n}\n",
)

FRAGMENTS = (
    *(
        b'"',
        b'\\"',
        b"\\",
        b"{",
        b"}",
        b"{}",
        b'""',
        b" ",
        b"\t",
        b"  ",
        b"#",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n}\n",
        b"\n{\n",
    ),
    *(
        b"#TRANS",
        b"#VER ",
        b"#RTRANS",
        b"#BTRANS",
        b"#trans",
        b"#ver A 1 20250101\n{\n",
        b"#KSUMMA\n",
        b"\n#KSUMMA 1\n",
    ),
    *(b"0", b"-", b".", b",", b"+", b"'", b"1e3", b"00000000", b"20250231", b"2025-01-31", b"123456789", b"9" * 17),
    *(b"\x00", b"\x1a", b"\x7f", b"\x0b", b"\x0c", b"\x85", b"\xa0", b"\xff", b"\xef\xbb\xbf", b"\xc3\xa5", b"\xe5"),
    *(b'{1 "100" }', b"{1}", b'{"6" "a}b"}', b'{1 "1" 6 2}', b"word", b"word word", b'"x"', b'" "', b"A", b" # "),
)

pieces = st.lists(st.sampled_from(VOUCHERS), min_size=1, max_size=12).map(b"".join)
damages = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(FRAGMENTS)), max_size=5)
line_ends = st.sampled_from([b"\n", b"\r\n", b"\r"])
endings = st.sampled_from([b"", b"\x1a", b"\r\n\x1a", b"\0\0", b" \n\n", b"}"])


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """Make a file that is regular but for some damage, or wholly regular."""
    content = HEAD + draw(pieces)
    for place, length, fragment in draw(damages):
        at = place % len(content)
        content = content[:at] + fragment + content[at + length :]
    content = content.replace(b"\n", draw(line_ends)) + draw(endings)
    return draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"])) + content


@st.composite
def damaged_files_with_a_sum(draw: st.DrawFn) -> bytes:
    """Make a damaged file that states a sum over all of it but its first line; the sum is wrong."""
    first, _, rest = draw(damaged_files()).replace(b"\r\n", b"\n").replace(b"\r", b"\n").partition(b"\n")
    content = b"\n".join((first, b"#KSUMMA", rest.rstrip(b"\x1a\0 \n"), b"#KSUMMA 1", b""))
    return content.replace(b"\n", draw(line_ends))
