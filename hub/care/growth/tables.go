package growth

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// tablesBin is both standards' figures, packed by internal/pack: deflated, and below
// that, in varints, the number of tables and per table its name behind the name's
// length, how many columns and rows it has, and its columns, each number as the
// difference of its difference to the one above. The first column is the key: days,
// full months, or a length in 0.1 cm. The others are integers:
//
//	who/…   L × 10⁴, M × 10⁴, S × 10⁵
//	wst/…   −3 … +3 SD, then P3, P10, P25, P50, P75, P90, P97, all in 0.1 kg, cm, kg/m²
//
//go:embed tables.bin
var tablesBin []byte

// errTables means that tables.bin was damaged when the program was built.
var errTables = errors.New("growth: tables.bin is damaged")

// indicator names a table of either standard.
type indicator string

// The names are those of WHO's files; weight for length is wfl lying, wfh standing.
const (
	weightForAge    indicator = "wfa"
	lengthForAge    indicator = "lhfa"
	bmiForAge       indicator = "bfa"
	headForAge      indicator = "hcfa"
	weightForLength indicator = "wfl"
	weightForHeight indicator = "wfh"
)

// table is the columns of one indicator for one sex, sorted by key.
type table struct {
	keys []int32
	rows [][]int32 // a slice a row, without its key
}

// tables is every table by name and sex: "who/wfa/1".
var tables = sync.OnceValue(func() map[string]*table {
	all, err := unpack(tablesBin)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return all
})

func find(standard string, of indicator, sex Sex) *table {
	switch sex {
	case Boy:
		return tables()[standard+"/"+string(of)+"/1"]
	case Girl:
		return tables()[standard+"/"+string(of)+"/2"]
	}
	return nil
}

// Bounds of what is unpacked.
const (
	maxUnpacked = 4 << 20
	maxColumns  = 16
	maxRows     = 4000
	maxName     = 32
)

func unpack(packed []byte) (map[string]*table, error) {
	all, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxUnpacked))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errTables, err)
	}
	in := bytes.NewReader(all)
	count, err := binary.ReadUvarint(in)
	if err != nil || count > 100 {
		return nil, errTables
	}
	out := make(map[string]*table, count)
	for range count {
		name, t, err := readTable(in)
		if err != nil {
			return nil, errors.Join(errTables, err)
		}
		out[name] = t
	}
	if in.Len() > 0 {
		return nil, errTables
	}
	return out, nil
}

func readTable(in *bytes.Reader) (string, *table, error) {
	var head [3]uint64
	var name []byte
	for i := range head {
		n, err := binary.ReadUvarint(in)
		if err != nil || n == 0 || n > [...]uint64{maxName, maxColumns, maxRows}[i] {
			return "", nil, errTables
		}
		if head[i] = n; i == 0 {
			name = make([]byte, n)
			if _, err := io.ReadFull(in, name); err != nil {
				return "", nil, err
			}
		}
	}
	columns := make([][]int32, head[1])
	for i := range columns {
		column, err := readColumn(in, int(head[2]))
		if err != nil {
			return "", nil, err
		}
		columns[i] = column
	}
	t := &table{keys: columns[0], rows: make([][]int32, head[2])}
	cells := make([]int32, 0, len(t.rows)*(len(columns)-1))
	for i := range t.rows {
		from := len(cells)
		for _, column := range columns[1:] {
			cells = append(cells, column[i])
		}
		t.rows[i] = cells[from:len(cells):len(cells)]
	}
	if !slices.IsSorted(t.keys) {
		return "", nil, errTables
	}
	return string(name), t, nil
}

func readColumn(in *bytes.Reader, rows int) ([]int32, error) {
	out := make([]int32, rows)
	var value, step int64
	for i := range out {
		bend, err := binary.ReadVarint(in)
		if err != nil {
			return nil, err
		}
		step += bend
		value += step
		if int64(int32(value)) != value {
			return nil, errTables
		}
		out[i] = int32(value)
	}
	return out, nil
}

// span is the place of a key between two rows of a table: part of the way, of whole,
// from low to high. On a row itself part is 0.
type span struct {
	low, high   []int32
	part, whole int64
}

// at finds key + part/of; ok is false outside the table.
func (t *table) at(key, part, of int) (span, bool) {
	if t == nil {
		return span{}, false
	}
	of = max(of, 1)
	i, found := slices.BinarySearch(t.keys, int32(key))
	if !found {
		i--
	}
	if i < 0 {
		return span{}, false
	}
	part += (key - int(t.keys[i])) * of
	if i == len(t.keys)-1 {
		return span{t.rows[i], t.rows[i], 0, 1}, part == 0
	}
	return span{t.rows[i], t.rows[i+1], int64(part), int64(t.keys[i+1]-t.keys[i]) * int64(of)}, true
}
