package print

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"yizhan/hub"
)

// PrinterKind is how a printer is reached.
type PrinterKind string

const (
	None    PrinterKind = ""        // 没有打印机
	USB     PrinterKind = "usb"     // a thermal printer on a USB device
	Network PrinterKind = "network" // a thermal printer that takes dots over TCP
	CUPS    PrinterKind = "cups"    // a printer that the system knows
)

// Choice is a printer as it was chosen, kept as it is.
type Choice struct {
	Kind  PrinterKind
	Where string // device, address, or the system's name for it
	Width int    // dots of a slip: 384 (58 mm) or 576 (80 mm); 0 for sheets
}

// The widths of slips, in dots.
const (
	Width58 = 384
	Width80 = 576
)

// Setup is which printer takes which paper. Either may be none.
type Setup struct{ Slip, Sheet Choice }

// For is the printer that a doc goes to: a slip may come out of a printer for sheets,
// a sheet never out of one for slips.
func (s Setup) For(p Paper) Choice {
	if p == Slip && s.Slip.Kind != None {
		return s.Slip
	}
	return s.Sheet
}

// Printer puts a doc on paper. Both return within a few seconds, whatever the printer
// does, but that Print takes as long as paper moves.
// Errors: CodeUnknown print.away, print.paper, print.cover, print.busy.
type Printer interface {
	// Ready is nil where paper would come out, as far as the printer says.
	Ready(ctx context.Context) error
	Print(ctx context.Context, doc Doc) error
}

// trouble is what keeps a printer from printing, in the words of a key.
func trouble(key string, cause error) error { return hub.E(hub.CodeUnknown, key).Because(cause) }

// open is the printer of a choice. It does no I/O.
func open(c Choice, f *Font, run command) (Printer, error) {
	switch c.Kind {
	case USB:
		return &usb{path: c.Where, width: c.Width, font: f, status: lineStatus}, nil
	case Network:
		return &network{address: c.Where, width: c.Width, font: f}, nil
	case CUPS:
		return &cups{name: c.Where, font: f, run: run}, nil
	}
	return nil, hub.E(hub.CodeInvalid, "print.none")
}

// PDF writes a doc as a file: for a stick, and for printers of sheets. A slip keeps its
// shape, so that whoever prints it sees what it is.
func PDF(w io.Writer, doc Doc, f *Font) error {
	m := a4
	p := newPDF(w)
	if err := draw(doc, m, f, func(b *Bitmap) error { return p.page(b, m.mm) }); err != nil {
		return err
	}
	return p.close()
}

// ESCPOS writes a doc as a thermal printer reads it, width dots across.
func ESCPOS(w io.Writer, doc Doc, width int, f *Font) error {
	if width != Width58 && width != Width80 {
		return fmt.Errorf("print: no paper is %d dots wide", width)
	}
	return draw(doc, roll(width), f, func(b *Bitmap) error { return writeESCPOS(w, b) })
}

// Preview is a doc as it will look, the page of a number from 0, as PNG; more says how
// many there are.
func Preview(doc Doc, width, page int, f *Font) (picture []byte, pages int, err error) {
	m := a4
	if doc.Paper == Slip && width > 0 {
		m = roll(width)
	}
	var b bytes.Buffer
	err = draw(doc, m, f, func(p *Bitmap) error {
		pages++
		if pages-1 != page {
			return nil
		}
		return p.PNG(&b)
	})
	return b.Bytes(), pages, err
}
