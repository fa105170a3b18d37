package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"yizhan/hub"
)

// scene is a picture with a red corner at its top left, on a noisy ground.
func scene(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			n := uint32(x*7919+y*104729) * 2654435761
			c := color.RGBA{uint8(n>>24)/4 + 40, uint8(n>>16)/4 + 120, uint8(n>>8)/4 + 40, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{230, 20, 20, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// held is a JPEG whose telephone was held some way, and that tells where it was.
func held(file []byte, turn uint16, order binary.AppendByteOrder, mark string) []byte {
	tiff := append([]byte(mark), order.AppendUint16(nil, 42)...)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, tag := range []uint16{0x010f, 0x0112} {
		tiff = order.AppendUint16(order.AppendUint16(tiff, tag), 3)
		tiff = order.AppendUint16(order.AppendUint16(order.AppendUint32(tiff, 1), turn), 0)
	}
	body := append([]byte("Exif\x00\x00"), append(tiff, "GPS 36.19N 113.10E"...)...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(out, body...), file[2:]...)
}

// What comes out is small, the right way up, and says nothing of where it was taken.
func TestWhatComesOut(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 300, 200))
	paletted := image.NewPaletted(image.Rect(0, 0, 200, 300), color.Palette{color.Transparent, color.Black})
	for name, tt := range map[string]struct {
		file []byte
		w, h int
		red  [2]int // a corner that is red, by side: 0 left or top, 1 right or low; -1: none
	}{
		"a telephone's":  {asJPEG(t, scene(2400, 1800)), 1600, 1200, [2]int{0, 0}},
		"held upright":   {held(asJPEG(t, scene(2400, 1800)), 6, binary.BigEndian, "MM"), 1200, 1600, [2]int{1, 0}},
		"upside down":    {held(asJPEG(t, scene(800, 600)), 3, binary.LittleEndian, "II"), 800, 600, [2]int{1, 1}},
		"the other side": {held(asJPEG(t, scene(800, 600)), 8, binary.LittleEndian, "II"), 600, 800, [2]int{0, 1}},
		"mirrored":       {held(asJPEG(t, scene(800, 600)), 2, binary.LittleEndian, "II"), 800, 600, [2]int{1, 0}},
		"lying mirrored": {held(asJPEG(t, scene(800, 600)), 7, binary.LittleEndian, "II"), 600, 800, [2]int{1, 1}},
		"a screenshot":   {asPNG(t, scene(900, 1600)), 900, 1600, [2]int{0, 0}},
		"grey":           {asJPEG(t, grey), 300, 200, [2]int{-1}},
		"transparent":    {asPNG(t, paletted), 200, 300, [2]int{-1}},
		"a strip":        {asJPEG(t, scene(4000, 20)), 1600, 8, [2]int{0, 0}},
	} {
		p, err := Read(tt.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(p.JPEG) > maxFile || len(p.Thumb) > maxThumb || bytes.Contains(p.JPEG, []byte("Exif")) || bytes.Contains(p.JPEG, []byte("GPS")) {
			t.Errorf("%s: %d and %d bytes, or it tells where it was taken", name, len(p.JPEG), len(p.Thumb))
		}
		for _, b := range [][]byte{p.JPEG, p.Thumb} {
			img, err := jpeg.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(name, err)
			}
			at := img.Bounds()
			if &b[0] == &p.JPEG[0] && (at.Dx() != tt.w || at.Dy() != tt.h) {
				t.Errorf("%s: %v, want %d×%d", name, at, tt.w, tt.h)
			}
			if tt.red[0] < 0 || at.Dy() < 16 {
				continue
			}
			x, y := 2+tt.red[0]*(at.Dx()-5), 2+tt.red[1]*(at.Dy()-5)
			if &b[0] != &p.JPEG[0] && tt.w != tt.h {
				continue // the middle of it
			}
			if r, g, _, _ := img.At(x, y).RGBA(); r < 2*g {
				t.Errorf("%s: the corner at %d, %d is not red (%d, %d)", name, x, y, r>>8, g>>8)
			}
		}
	}
}

// What a box cannot decode, or not afford to, is refused before it is decoded, with the
// reason; the control is the same picture in a size that it can.
func TestWhatIsRefused(t *testing.T) {
	good := asJPEG(t, scene(64, 64))
	size := func(file []byte, w, h uint16) []byte { // a JPEG that says it is larger than it is
		at := bytes.Index(file, []byte{0xff, 0xc0}) + 5
		file = bytes.Clone(file)
		binary.BigEndian.PutUint16(file[at:], h)
		binary.BigEndian.PutUint16(file[at+2:], w)
		return file
	}
	passes := func(file []byte) []byte { return bytes.Replace(file, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1) }
	behind := func(file []byte) []byte { return append([]byte("\xff\xd8\xff\xfe\x00\x04hi junk"), file[2:]...) }
	wide := asPNG(t, scene(64, 64))
	binary.BigEndian.PutUint32(wide[16:], 60000)
	binary.BigEndian.PutUint32(wide[20:], 60000)
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	for name, tt := range map[string]struct {
		file []byte
		key  string
	}{
		"good":            {good, ""},
		"nothing":         {nil, "photo.kind"},
		"a text":          {[]byte("这不是照片"), "photo.kind"},
		"an iPhone's own": {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "photo.heic"},
		"half":            {good[:len(good)/2], "photo.torn"},
		"only a head":     {good[:3], "photo.torn"},
		"too many bytes":  {append(bytes.Clone(good), make([]byte, MaxBytes)...), "photo.large"},
		"too many dots":   {size(good, 65000, 65000), "photo.large"},
		"in passes":       {passes(size(good, 4000, 3000)), "photo.large"},
		"passes, hidden":  {behind(passes(size(good, 4000, 3000))), "photo.large"},
		"a PNG bomb":      {wide, "photo.large"},
		"a dot":           {asPNG(t, scene(8, 8)), "photo.small"},
	} {
		_, err := Read(tt.file)
		var e *hub.Error
		if errors.As(err, &e); err == nil && tt.key != "" || err != nil && (e == nil || e.Key != tt.key) {
			t.Errorf("%s: %v, want %q", name, err, tt.key)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(asJPEG(f, scene(40, 30)))
	f.Add(held(asJPEG(f, scene(40, 30)), 6, binary.BigEndian, "MM"))
	f.Add(asPNG(f, scene(40, 30)))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 1<<16 {
			return
		}
		p, err := Read(file)
		if err != nil {
			var e *hub.Error
			if !errors.As(err, &e) {
				t.Fatalf("not for people: %v", err)
			}
			return
		}
		if len(p.JPEG) > maxFile || len(p.Thumb) > maxThumb {
			t.Fatalf("%d and %d bytes", len(p.JPEG), len(p.Thumb))
		}
	})
}
