package print

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// mostTables of a font, and mostFonts of a file: more is none that a system came with.
const (
	mostTables = 256
	mostFonts  = 64
)

var errNoFont = errors.New("print: that is no font")

// readFonts opens the fonts of a file: one, or those of a collection (OpenType, "Font
// Collections").
func readFonts(file io.ReaderAt) (fonts []*sfnt.Font, err error) {
	starts, err := fontStarts(file)
	if err != nil {
		return nil, err
	}
	for _, at := range starts {
		one, err := alignFont(file, at)
		if err != nil {
			return nil, err
		}
		f, err := sfnt.ParseReaderAt(one)
		if err != nil {
			return nil, fmt.Errorf("print: font at %d: %w", at, err)
		}
		fonts = append(fonts, f)
	}
	return fonts, nil
}

// fontStarts is where the fonts of a file begin.
func fontStarts(file io.ReaderAt) ([]int64, error) {
	head := make([]byte, 12)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, err
	}
	if string(head[:4]) != "ttcf" {
		return []int64{0}, nil
	}
	n := binary.BigEndian.Uint32(head[8:])
	if n == 0 || n > mostFonts {
		return nil, errNoFont
	}
	list := make([]byte, 4*n)
	if _, err := file.ReadAt(list, 12); err != nil {
		return nil, err
	}
	starts := make([]int64, n)
	for i := range starts {
		starts[i] = int64(binary.BigEndian.Uint32(list[4*i:]))
	}
	return starts, nil
}

// alignedFont shows one font of a file with every table on a four-byte boundary, as sfnt
// insists. Debian's WenQuanYi Micro Hei, the usual font of a small box, keeps its tables
// wherever they fell. Nothing but the directory is held in memory.
type alignedFont struct {
	file   io.ReaderAt
	head   []byte
	tables []fontTable // one behind the other
	size   int64
}

// fontTable lies at from in the file and is shown at at.
type fontTable struct{ at, from, size int64 }

func alignFont(file io.ReaderAt, start int64) (*alignedFont, error) {
	head := make([]byte, 12)
	if _, err := file.ReadAt(head, start); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n == 0 || n > mostTables {
		return nil, errNoFont
	}
	entries := make([]byte, 16*n)
	if _, err := file.ReadAt(entries, start+12); err != nil {
		return nil, err
	}
	f := &alignedFont{file: file, head: append(head, entries...)}
	f.size = int64(len(f.head))
	for i := range n {
		entry := f.head[12+16*i:]
		t := fontTable{at: f.size, from: int64(binary.BigEndian.Uint32(entry[8:])), size: int64(binary.BigEndian.Uint32(entry[12:]))}
		binary.BigEndian.PutUint32(entry[8:], uint32(t.at))
		f.tables = append(f.tables, t)
		f.size += (t.size + 3) &^ 3
	}
	return f, nil
}

// ReadAt reads across tables; what fills one up to its boundary is zero.
func (f *alignedFont) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) && err == nil {
		if off >= f.size {
			return n, io.EOF
		}
		var m int
		m, err = f.piece(p[n:], off)
		n, off = n+m, off+int64(m)
	}
	return n, err
}

// piece reads up to the end of the directory, of a table, or of what fills it up.
func (f *alignedFont) piece(p []byte, off int64) (int, error) {
	if off < int64(len(f.head)) {
		return copy(p, f.head[off:]), nil
	}
	for _, t := range f.tables {
		switch in := off - t.at; {
		case in >= 0 && in < t.size:
			return f.file.ReadAt(p[:min(int64(len(p)), t.size-in)], t.from+in)
		case in >= t.size && in < (t.size+3)&^3:
			p = p[:min(int64(len(p)), (t.size+3)&^3-in)]
			clear(p)
			return len(p), nil
		}
	}
	return 0, io.ErrUnexpectedEOF
}

// chinese is the font of a collection that draws characters as China does: collections
// differ by country, and name the one for the mainland SC.
func chinese(fonts []*sfnt.Font) *sfnt.Font {
	for _, f := range fonts {
		name, err := f.Name(nil, sfnt.NameIDFull)
		if err == nil && strings.Contains(name, " SC") && !strings.Contains(name, "Mono") {
			return f
		}
	}
	return fonts[0]
}
