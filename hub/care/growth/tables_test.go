package growth

import (
	"bytes"
	"compress/flate"
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every table has the rows that its source has, and limits that rise.
func TestTablesAreWhole(t *testing.T) {
	raw, err := os.ReadFile("SOURCES.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(lines) != 1+6+12 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, l := range lines[1:] {
		name := strings.TrimSuffix(l[0], ".csv")
		name, _, _ = strings.Cut(strings.Replace(name, "wst423", "wst", 1), "_")
		rows := 0
		for _, sex := range []string{"/1", "/2"} {
			table := tables()[name+sex]
			if table == nil {
				t.Fatalf("no table %s%s", name, sex)
			}
			rows += len(table.keys)
			for i, row := range table.rows {
				if strings.HasPrefix(name, "wst") && (!slices.IsSorted(row[:percentileRow]) || !slices.IsSorted(row[percentileRow:])) {
					t.Errorf("%s%s, key %d: the limits do not rise: %v", name, sex, table.keys[i], row)
				}
			}
		}
		if l[1] != strconv.Itoa(rows) || l[3] != "A" || len(l[2]) != 64 {
			t.Errorf("%s: %d rows, the list says %v", name, rows, l)
		}
	}
	if len(tables()) != 24 {
		t.Errorf("%d tables, not 24", len(tables()))
	}
}

func TestDamagedTablesAreRefused(t *testing.T) {
	whole, err := unpack(tablesBin)
	if err != nil || len(whole) == 0 {
		t.Fatal(err)
	}
	packed := func(raw ...byte) []byte {
		var out bytes.Buffer
		z, _ := flate.NewWriter(&out, flate.BestSpeed)
		z.Write(raw)
		z.Close()
		return out.Bytes()
	}
	for name, bad := range map[string][]byte{
		"nothing": nil, "torn": tablesBin[:len(tablesBin)-100], "no deflate": {1, 2, 3}, "no tables": packed(), "101 tables": packed(101),
		"half a name": packed(1, 3, 'a'), "no rows": packed(1, 1, 'a', 1, 0), "17 columns": packed(1, 1, 'a', 17, 1),
		"half a column": packed(1, 1, 'a', 1, 2, 2), "keys that fall": packed(1, 1, 'a', 1, 2, 2, 3), "more": packed(1, 1, 'a', 1, 1, 2, 9),
	} {
		if _, err := unpack(bad); !errors.Is(err, errTables) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := unpack(packed(1, 1, 'a', 1, 1, 2)); err != nil {
		t.Errorf("the control: %v", err)
	}
}

const maxPacked = 12 << 10

func TestSizeOfTheTables(t *testing.T) {
	if len(tablesBin) > maxPacked {
		t.Errorf("tables.bin has %d bytes, more than %d", len(tablesBin), maxPacked)
	}
}

func BenchmarkZScores(b *testing.B) {
	m := Measure{Sex: Girl, Age: AgeAfter(620), Weight: 10_900 * Gram, Length: 823 * Millimetre, Head: 470 * Millimetre, Posture: Lying}
	ZScores(m)
	for b.Loop() {
		ZScores(m)
	}
}

func BenchmarkJudge(b *testing.B) {
	m := Measure{Sex: Girl, Age: AgeAfter(620), Weight: 10_900 * Gram, Length: 823 * Millimetre, Head: 470 * Millimetre, Posture: Lying}
	Judge(m)
	for b.Loop() {
		Judge(m)
	}
}
