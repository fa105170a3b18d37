package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"yizhan/hub"
)

// Bounds of an xlsx beside the sizes: a workbook of an office program has some
// dozen parts, and its XML is at most a dozen elements deep.
const (
	maxParts   = 2_000
	maxDepth   = 64
	maxStrings = 1 << 20
	maxToken   = 1 << 20 // bytes of one tag or text, which the decoder holds in memory
)

var (
	errInflated = errors.New("sheet: parts inflate to more than MaxInflated, or a token to more than maxToken")
	errDepth    = errors.New("sheet: XML is nested too deep")
	errStrings  = errors.New("sheet: too many shared strings")
	errNoPart   = errors.New("sheet: a part is missing")
)

// workbook is an open xlsx. Parts are read by name, in a stream; nothing is
// unpacked to disk, so that names like ../x lead nowhere.
type workbook struct {
	parts   map[string]*zip.File
	roles   map[string]string // what the workbook calls sharedStrings, styles → part
	left    int64             // bytes that may still be inflated
	strings []string
	dates   []bool // cell style → its numbers are dates
	from    epoch
}

func readXLSX(r io.ReaderAt, size int64) ([]Table, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, damaged(err)
	}
	if len(z.File) > maxParts {
		return nil, hub.E(hub.CodeTooLarge, "sheet.bomb")
	}
	wb := &workbook{parts: make(map[string]*zip.File, len(z.File)), roles: map[string]string{}, left: MaxInflated}
	for _, f := range z.File {
		wb.parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	if wb.parts["xl/workbook.xml"] == nil {
		return nil, hub.E(hub.CodeInvalid, "sheet.unknown") // a zip of something else
	}
	tables, err := wb.read()
	switch _, told := errors.AsType[*hub.Error](err); {
	case err == nil, told:
		return tables, err
	case errors.Is(err, errInflated), errors.Is(err, errDepth), errors.Is(err, errStrings):
		return nil, hub.E(hub.CodeTooLarge, "sheet.bomb").Because(err)
	default:
		return nil, damaged(err)
	}
}

func (wb *workbook) read() ([]Table, error) {
	sheets, err := wb.readBook()
	if err != nil {
		return nil, err
	}
	if err := wb.readStrings(); err != nil {
		return nil, err
	}
	if err := wb.readStyles(); err != nil {
		return nil, err
	}
	var tables []Table
	rows := 0
	for _, s := range sheets {
		t, err := wb.readSheet(s.part, MaxRows-rows)
		if err != nil {
			return nil, err
		}
		if rows += len(t.Rows); len(t.Rows) > 0 {
			t.Name, t.Format = s.name, XLSX
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, hub.E(hub.CodeInvalid, "sheet.empty")
	}
	return tables, nil
}

type sheetRef struct{ name, part string }

// readBook finds the visible sheets and the parts that hold them.
func (wb *workbook) readBook() ([]sheetRef, error) {
	targets := map[string]string{}
	err := wb.each("xl/_rels/workbook.xml.rels", func(_ *walker, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/xl", target)
			}
			target = strings.TrimPrefix(path.Clean(target), "/")
			targets[attr(e, "Id")] = target
			wb.roles[path.Base(attr(e, "Type"))] = target
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var sheets []sheetRef
	err = wb.each("xl/workbook.xml", func(_ *walker, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			if v := attr(e, "date1904"); v == "1" || v == "true" {
				wb.from = epoch1904
			}
		case "sheet":
			part := targets[attr(e, "id")]
			if attr(e, "state") == "" || attr(e, "state") == "visible" {
				sheets = append(sheets, sheetRef{attr(e, "name"), part})
			}
		}
		return nil
	})
	return sheets, err
}

// readStrings reads the shared strings; rich text is joined, the readings of
// Chinese and Japanese characters (rPh) are left out.
func (wb *workbook) readStrings() error {
	part, ok := wb.roles["sharedStrings"]
	if !ok {
		return nil // all strings are inline
	}
	return wb.each(part, func(x *walker, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(wb.strings) == maxStrings {
			return errStrings
		}
		s, err := joinText(x)
		wb.strings = append(wb.strings, s)
		return err
	})
}

// joinText reads up to the end of the element whose start was just read and
// joins the text of all <t> in it.
func joinText(x *walker) (string, error) {
	var b strings.Builder
	taking := false
	for end := x.depth; x.depth >= end; {
		tok, err := x.next()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := x.skip(); err != nil {
					return "", err
				}
				continue
			}
			taking = t.Name.Local == "t"
		case xml.EndElement:
			taking = false
		case xml.CharData:
			if taking && b.Len() <= MaxText {
				b.Write(t)
			}
		}
	}
	return clip(unescape(b.String())), nil
}

// each calls do with every start element of a part, except those that do reads
// itself. The part is inflated in a stream and counted, so that a lying
// directory changes nothing.
func (wb *workbook) each(name string, do func(*walker, xml.StartElement) error) error {
	f := wb.parts[strings.ToLower(name)]
	if f == nil {
		return errNoPart
	}
	rc, err := f.Open()
	if err != nil {
		return err
	}
	defer rc.Close()
	in := &counted{r: rc, left: &wb.left}
	x := &walker{xml: xml.NewDecoder(in), in: in}
	for {
		tok, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := tok.(xml.StartElement); ok {
			if err := do(x, e); err != nil {
				return err
			}
		}
	}
}

// walker reads XML and knows how deep it is: the decoder keeps every open
// element in memory, and a file of nothing but starts would fill it.
type walker struct {
	xml   *xml.Decoder
	in    *counted
	depth int
}

// next is io.EOF only where no element is open.
func (x *walker) next() (xml.Token, error) {
	x.in.token = 0
	tok, err := x.xml.Token()
	switch tok.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, errDepth
		}
	case xml.EndElement:
		x.depth--
	}
	if err == io.EOF && x.depth > 0 {
		err = io.ErrUnexpectedEOF
	}
	return tok, err
}

// skip reads up to the end of the element whose start was just read.
func (x *walker) skip() error {
	for end := x.depth; x.depth >= end; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// counted stops a stream when all parts together have given left bytes, or one
// token maxToken.
type counted struct {
	r     io.Reader
	left  *int64
	token int
}

func (c *counted) Read(p []byte) (int, error) {
	if *c.left <= 0 || c.token > maxToken {
		return 0, errInflated
	}
	n, err := c.r.Read(p[:min(int64(len(p)), *c.left)])
	*c.left -= int64(n)
	c.token += n
	return n, err
}

// attr is an attribute by its local name; r:id and id are told apart by nobody here.
func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}
