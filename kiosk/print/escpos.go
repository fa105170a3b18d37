package print

import "io"

// bandRows is how many rows go to a printer at once: cheap ones have 4 KB of memory,
// and 32 rows of 576 dots are 2.3 KB.
const bandRows = 32

// feedRows is the way from the head to the cutter, in dots: 15 mm.
const feedRows = 120

// writeESCPOS writes a slip as raster (ESC/POS: ESC @, then GS v 0 in bands, ESC J,
// GS V 66). A printer without a cutter takes the last for a feed.
func writeESCPOS(w io.Writer, b *Bitmap) error {
	if _, err := w.Write([]byte{0x1b, '@'}); err != nil {
		return err
	}
	stride := b.stride()
	for y := 0; y < b.Height; y += bandRows {
		rows := min(bandRows, b.Height-y)
		band := []byte{0x1d, 'v', '0', 0, byte(stride), byte(stride >> 8), byte(rows), byte(rows >> 8)}
		band = append(band, b.Bits[y*stride:(y+rows)*stride]...)
		if _, err := w.Write(band); err != nil {
			return err
		}
	}
	_, err := w.Write([]byte{0x1b, 'J', feedRows, 0x1d, 'V', 66, 0})
	return err
}
