package sheet

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/xuri/excelize/v2"
)

// manyRows is how many rows the memory is measured over; in .ci/long a million, and with
// them the second sheet.
func manyRows() int {
	if os.Getenv("YIZHAN_LONG") != "" {
		return 1_050_000
	}
	return 12_000
}

// peak writes through to a file and notes how large the heap became, in bytes over what
// it was.
type peak struct {
	io.Writer
	before, most uint64
	writes       int
}

func (p *peak) Write(b []byte) (int, error) {
	if p.writes++; p.writes%64 == 0 {
		p.most = max(p.most, p.heap())
	}
	return p.Writer.Write(b)
}

func (p *peak) heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A table of a million rows needs as much memory as one of a thousand.
func TestMemoryDoesNotGrowWithTheRows(t *testing.T) {
	const columns, bound = 12, 4 << 20 // bytes: the compressor's window and a line
	rows := manyRows()
	path := filepath.Join(t.TempDir(), "many.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := &peak{Writer: file}
	p.before = p.heap()
	titles := make([]Column, columns)
	for i := range titles {
		titles[i].Title = fmt.Sprint("列", i+1)
	}
	w, err := NewXLSX(p, "花名册", titles)
	if err != nil {
		t.Fatal(err)
	}
	cells := make([]Cell, columns)
	for r := range rows {
		for i := range cells {
			cells[i] = Text("王梓涵 <柳沟>")
		}
		cells[0] = Number(float64(r))
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	grew := int64(p.most) - int64(p.before)
	t.Logf("%d rows: the heap grew by %d KiB at most", rows, grew>>10)
	if p.most == 0 || grew > bound {
		t.Errorf("the heap grew by %d bytes, seen %d times", grew, p.writes/64)
	}
	if got := readBack(t, path, columns); got != rows {
		t.Errorf("%d of %d rows are there", got, rows)
	}
}

// readBack counts the rows of numbers in all sheets, with another hand's reader.
func readBack(t *testing.T, path string, columns int) (n int) {
	t.Helper()
	f, err := excelize.OpenFile(path, excelize.Options{UnzipXMLSizeLimit: 1 << 20, UnzipSizeLimit: 4 << 30, TmpDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.Rows(name)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells, err := rows.Columns()
			if err != nil {
				t.Fatal(err)
			}
			if len(cells) == columns && cells[0] == fmt.Sprint(n) && cells[1] == "王梓涵 <柳沟>" {
				n++
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return n
}
