package print

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// stall is how long a printer may take no dots before it counts as stopped: paper is
// out, or the cover open. Cheap ones say so in no other way.
const stall = 8 * time.Second

// usb is a thermal printer as the kernel shows it (usblp).
type usb struct {
	path   string
	width  int
	font   *Font
	status func(*os.File) (bits int, ok bool)
}

func (p *usb) open() (*os.File, error) {
	// Without waiting: a printer that is switched off must not hold anybody up.
	f, err := os.OpenFile(p.path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	switch {
	case errors.Is(err, syscall.EBUSY):
		return nil, trouble("print.busy", err)
	case errors.Is(err, fs.ErrPermission):
		return nil, trouble("print.forbidden", err)
	case err != nil:
		return nil, trouble("print.away", err)
	}
	return f, nil
}

func (p *usb) Ready(context.Context) error {
	f, err := p.open()
	if err != nil {
		return err
	}
	return errors.Join(p.ask(f), f.Close())
}

// ask is what the kernel says; a device that it says nothing of is taken to be ready.
func (p *usb) ask(f *os.File) error {
	if bits, ok := p.status(f); ok {
		return errOfLine(bits)
	}
	return nil
}

func (p *usb) Print(ctx context.Context, doc Doc) error {
	var b bytes.Buffer
	if err := ESCPOS(&b, doc, p.width, p.font); err != nil {
		return err
	}
	f, err := p.open()
	if err != nil {
		return err
	}
	defer f.Close()
	if err := p.ask(f); err != nil {
		return err
	}
	if err := pour(ctx, f, f.SetWriteDeadline, b.Bytes()); err != nil {
		if said := p.ask(f); said != nil {
			return said
		}
		return err
	}
	return p.ask(f)
}

// pour writes as fast as the printer takes it.
func pour(ctx context.Context, w interface{ Write([]byte) (int, error) }, deadline func(time.Time) error, all []byte) error {
	const piece = 4096
	for len(all) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := deadline(time.Now().Add(stall)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
			return trouble("print.away", err)
		}
		n, err := w.Write(all[:min(piece, len(all))])
		all = all[n:]
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return trouble("print.stopped", err)
		case err != nil:
			return trouble("print.away", err)
		}
	}
	return nil
}

// lineStatus asks the kernel for the bits of a printer (LPGETSTATUS, linux/lp.h).
func lineStatus(f *os.File) (bits int, ok bool) {
	const lpGetStatus = 0x060b
	conn, err := f.SyscallConn()
	if err != nil {
		return 0, false
	}
	var said error
	err = conn.Control(func(fd uintptr) { bits, said = unix.IoctlGetInt(int(fd), lpGetStatus) })
	return bits, err == nil && said == nil
}

// Found is a printer that could be chosen.
type Found struct {
	Choice
	Name string // what stands on it, as far as it says
}

// findUSB lists what the kernel shows below a folder of devices, with what it knows of
// each below another.
func findUSB(dev, sys string) (out []Found) {
	paths, _ := filepath.Glob(filepath.Join(dev, "lp*")) // the pattern is sound
	for _, path := range paths {
		said, _ := os.ReadFile(filepath.Join(sys, filepath.Base(path), "device", "ieee1284_id")) // not every one says
		out = append(out, Found{Choice{Kind: USB, Where: path}, modelOf(string(said))})
	}
	return out
}

// modelOf reads what a printer says of itself (IEEE 1284.4): MFG:…;MDL:…;
func modelOf(said string) string {
	for field := range strings.SplitSeq(said, ";") {
		key, value, _ := strings.Cut(field, ":")
		if k := strings.TrimSpace(key); k == "MDL" || k == "MODEL" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
