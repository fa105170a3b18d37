package sheet

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"

	"yizhan/hub"
)

// MaxTemplate is the most bytes of a workbook that is filled in: an office's own table.
const MaxTemplate = 128 << 10

// maxFilled is the most bytes that a sheet, or the book's own part, may have when unpacked.
const maxFilled = 8 << 20

// maxGrown is the most cells by which a sheet grows.
const maxGrown = 1 << 18

// Put is a cell of a workbook that gets a value: Column counts from 0, Line from 1. Of a
// merged range it is the first cell. An empty Cell clears it.
type Put struct {
	Column, Line int
	Cell         Cell
}

// Growth is lines that are added to a sheet: Count copies of how line Line looks, below it.
// What stands further down moves down, and with it merged ranges, formulas and what is printed.
type Growth struct{ Line, Count int }

// Filling is what is written into one sheet of a workbook.
type Filling struct {
	Sheet string // its name, as Read tells it
	Grow  Growth
	Cells []Put // where they are after growing
}

// Fill writes an xlsx anew with some cells of one sheet changed. Nothing else is: styles,
// merged heads, widths, footnotes and what the printer is told stay byte for byte, other parts
// are not even unpacked. Formulas are kept, and worked out again when the file is opened.
//
// Like Read it takes outside files: what is damaged, too large, has macros or two parts of one
// name is refused with an error for people.
func Fill(w io.Writer, r io.ReaderAt, size int64, f Filling) error {
	wb, archive, err := openTemplate(r, size)
	if err != nil {
		return err
	}
	changed, gone, err := wb.fillParts(f)
	switch _, told := errors.AsType[*hub.Error](err); {
	case err == nil:
	case told:
		return err
	case errors.Is(err, errInflated), errors.Is(err, errDepth):
		return hub.E(hub.CodeTooLarge, "sheet.bomb").Because(err)
	default:
		return damaged(err)
	}
	out := zip.NewWriter(w)
	for _, part := range archive.File {
		body, anew := changed[part.Name]
		switch {
		case part.Name == gone:
			continue
		case anew:
			to, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: part.Modified})
			if err == nil {
				_, err = to.Write(body)
			}
			if err != nil {
				return err
			}
		default:
			if err := out.Copy(part); err != nil {
				return damaged(err)
			}
		}
	}
	return out.Close()
}

// openTemplate opens a workbook that may be filled in.
func openTemplate(r io.ReaderAt, size int64) (*workbook, *zip.Reader, error) {
	if size > MaxTemplate {
		return nil, nil, hub.E(hub.CodeTooLarge, "sheet.template", MaxTemplate>>10)
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, nil, damaged(err)
	}
	wb := &workbook{parts: map[string]*zip.File{}, roles: map[string]string{}, left: MaxInflated}
	for _, part := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"):
			return nil, nil, hub.E(hub.CodeInvalid, "sheet.macro")
		case wb.parts[name] != nil:
			return nil, nil, damaged(errors.New("sheet: two parts of one name"))
		}
		wb.parts[name] = part
	}
	if len(archive.File) > maxParts {
		return nil, nil, hub.E(hub.CodeTooLarge, "sheet.bomb")
	}
	if wb.parts["xl/workbook.xml"] == nil {
		return nil, nil, hub.E(hub.CodeInvalid, "sheet.unknown")
	}
	return wb, archive, nil
}

// fillParts are the parts that change, by their names in the archive; gone is one that has to
// go: the order in which formulas were worked out last, once lines have moved.
func (wb *workbook) fillParts(f Filling) (changed map[string][]byte, gone string, err error) {
	sheets, err := wb.readBook()
	if err != nil {
		return nil, "", err
	}
	part := ""
	for _, s := range sheets {
		if s.name == f.Sheet {
			part = s.part
		}
	}
	changed = map[string][]byte{}
	body, name, err := wb.raw(part)
	if err != nil {
		return nil, "", err
	}
	grid, err := readGrid(body)
	if err != nil {
		return nil, "", err
	}
	if err := grid.fill(f); err != nil {
		return nil, "", err
	}
	changed[name] = grid.bytes()
	if _, err := readGrid(changed[name]); err != nil { // tags that hide an end in a value, and the like
		return nil, "", err
	}
	if !grid.formulas && f.Grow.Count == 0 {
		return changed, "", nil
	}
	book, bookName, err := wb.raw("xl/workbook.xml")
	if err != nil {
		return nil, "", err
	}
	changed[bookName] = calculated(shiftNames(book, f.Sheet, f.Grow))
	if chain := wb.parts[strings.ToLower(wb.roles["calcChain"])]; chain != nil && f.Grow.Count > 0 {
		gone = chain.Name
		for _, list := range []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels"} {
			text, name, err := wb.raw(list)
			if err != nil {
				return nil, "", err
			}
			changed[name] = without(text, path.Base(gone))
		}
	}
	return changed, gone, nil
}

// raw is a whole part as it stands, and its name in the archive.
func (wb *workbook) raw(name string) (body []byte, stored string, err error) {
	f := wb.parts[strings.ToLower(name)]
	if f == nil {
		return nil, "", errNoPart
	}
	rc, err := f.Open()
	if err != nil {
		return nil, "", err
	}
	defer rc.Close()
	body, err = io.ReadAll(io.LimitReader(rc, maxFilled+1))
	if err == nil && len(body) > maxFilled {
		err = errInflated
	}
	return body, f.Name, err
}
