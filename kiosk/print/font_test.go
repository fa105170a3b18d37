package print

import (
	"bytes"
	"encoding/binary"
	"testing"

	"golang.org/x/image/font/sfnt"
	"pgregory.net/rapid"
)

// A font whose tables lie wherever they fell is shown with each on a boundary, and byte
// for byte as it is, however it is read; one in a collection as well.
func TestFontTablesAreAligned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.IntRange(0, 9).Draw(t, "start")
		tables := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 40), 1, 6).Draw(t, "tables")
		file := bytes.Repeat([]byte{0xee}, start)
		file = append(file, 0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0)
		directory := len(file)
		file = append(file, make([]byte, 16*len(tables))...)
		for i, table := range tables {
			file = append(file, bytes.Repeat([]byte{0xee}, rapid.IntRange(0, 3).Draw(t, "gap"))...)
			entry := file[directory+16*i:]
			entry[3] = byte(i)
			binary.BigEndian.PutUint32(entry[8:], uint32(len(file)))
			binary.BigEndian.PutUint32(entry[12:], uint32(len(table)))
			file = append(file, table...)
		}
		f, err := alignFont(bytes.NewReader(file), int64(start))
		if err != nil {
			t.Fatal(err)
		}
		whole := make([]byte, f.size)
		if n, err := f.ReadAt(whole, 0); n != len(whole) || err != nil {
			t.Fatal(n, err)
		}
		for i, table := range tables {
			entry := whole[12+16*i:]
			at := binary.BigEndian.Uint32(entry[8:])
			if at%4 != 0 || !bytes.Equal(whole[at:][:len(table)], table) {
				t.Fatalf("table %d is shown at %d as %x, not %x", i, at, whole[at:][:len(table)], table)
			}
		}
		from := rapid.IntRange(0, len(whole)-1).Draw(t, "from")
		part := make([]byte, rapid.IntRange(0, len(whole)-from).Draw(t, "part"))
		if _, err := f.ReadAt(part, int64(from)); err != nil || !bytes.Equal(part, whole[from:][:len(part)]) {
			t.Fatalf("%d bytes at %d are %x, %v", len(part), from, part, err)
		}
	})
}

// What is no font, or only looks like one, is refused and breaks nothing.
func FuzzReadFonts(f *testing.F) {
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x14\x00\x00\x01\x60"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		fonts, err := readFonts(bytes.NewReader(file))
		if err == nil {
			_, _ = chinese(fonts).Name(nil, sfnt.NameIDFull)
		}
	})
}
