package kiosk_test

import (
	"bytes"
	_ "embed"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// How every page looked when somebody last looked at it: the mean colours of 16 by 10
// fields, a line a page. It is coarse enough for another browser's letters and fine enough
// for a lost stylesheet, a main button that moved, a colour that is another one.
//
//	go test ./kiosk -run TestEveryPage -update      after looking at what changed
//	go test ./kiosk -run TestEveryPage -artifacts   keeps the pictures of what differs
const (
	pictureFile   = "testdata/pictures.txt"
	across, down  = 16, 10
	sixtyFour     = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
	fieldDiffers  = 5 // of 64 levels in one colour
	fieldsAllowed = 2 // more than so many fields that differ are another picture
)

var (
	update = flag.Bool("update", false, "write "+pictureFile+" anew")

	//go:embed testdata/pictures.txt
	pictureLines string
)

// pose takes away what differs from machine to machine and from second to second: fonts,
// caret, focus, clock.
const pose = `(() => {
	const root = document.documentElement;
	for (const f of ['--sans', '--song']) root.style.setProperty(f, '"WenQuanYi Micro Hei", sans-serif');
	root.style.setProperty('caret-color', 'transparent');
	for (const t of document.querySelectorAll('[data-clock]')) { t.removeAttribute('data-clock'); t.textContent = '16:42'; }
	return new Promise(done => requestAnimationFrame(() => { document.activeElement.blur(); requestAnimationFrame(() => done(true)); }));
})()`

// posed gives the page its own fonts back.
const posed = `for (const f of ['--sans', '--song']) document.documentElement.style.removeProperty(f)`

// picture is a photograph of the open page.
func (v visit) picture() image.Image {
	v.t.Helper()
	quick := true
	if _, err := chromedp.Run(v.tab, chromedp.Evaluate[bool](pose, chromedp.EvalAwaitPromise)); err != nil {
		v.t.Fatal(v.Key, err)
	}
	shot, err := chromedp.Call(v.tab, cdp.CaptureScreenshot, cdp.CaptureScreenshotParams{Format: "png", OptimizeForSpeed: &quick})
	if err != nil {
		v.t.Fatal(v.Key, err)
	}
	script(v.t, v.tab, posed)
	img, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		v.t.Fatal(v.Key, err)
	}
	return img
}

// fields writes a picture as the mean colours of its fields.
func fields(img image.Image) string {
	b := img.Bounds()
	out := make([]byte, 0, 3*across*down)
	for y := range down {
		for x := range across {
			var sum [3]int
			area := image.Rect(x*b.Dx()/across, y*b.Dy()/down, (x+1)*b.Dx()/across, (y+1)*b.Dy()/down)
			for py := area.Min.Y; py < area.Max.Y; py++ {
				for px := area.Min.X; px < area.Max.X; px++ {
					r, g, b, _ := img.At(px, py).RGBA()
					sum[0], sum[1], sum[2] = sum[0]+int(r>>8), sum[1]+int(g>>8), sum[2]+int(b>>8)
				}
			}
			for _, s := range sum {
				out = append(out, sixtyFour[s/(area.Dx()*area.Dy())/4])
			}
		}
	}
	return string(out)
}

// differing are the fields, numbered from the top left, where two pictures differ.
func differing(a, b string) []int {
	var found []int
	for n := range across * down {
		for c := range 3 {
			d := strings.IndexByte(sixtyFour, a[3*n+c]) - strings.IndexByte(sixtyFour, b[3*n+c])
			if max(d, -d) >= fieldDiffers {
				found = append(found, n)
				break
			}
		}
	}
	return found
}

// gallery compares pictures with those that were looked at.
type gallery struct {
	mu    sync.Mutex
	taken map[string]image.Image
}

func (g *gallery) hang(key string, img image.Image) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.taken == nil {
		g.taken = map[string]image.Image{}
	}
	g.taken[key] = img
}

// looked are the lines of the file by key.
func looked() map[string]string {
	known := map[string]string{}
	for line := range strings.Lines(pictureLines) {
		if key, colours, ok := strings.Cut(strings.TrimSpace(line), " "); ok && len(colours) == 3*across*down {
			known[key] = colours
		}
	}
	return known
}

func (g *gallery) compare(t *testing.T) {
	if _, err := os.Stat("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"); err != nil {
		t.Skip("NOT TESTED: pictures need the font WenQuanYi Micro Hei")
	}
	if *update {
		var b strings.Builder
		for _, key := range slices.Sorted(maps.Keys(g.taken)) {
			fmt.Fprintf(&b, "%s %s\n", key, fields(g.taken[key]))
		}
		if err := os.WriteFile(pictureFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	known := looked()
	for _, key := range slices.Sorted(maps.Keys(g.taken)) {
		img := g.taken[key]
		was, ok := known[key]
		if !ok {
			t.Errorf("%s: nobody has looked at it yet; look, then -update", key)
			continue
		}
		if where := differing(was, fields(img)); len(where) > fieldsAllowed {
			t.Errorf("%s looks different in %d of %d fields, the first in row %d, column %d; see %s", key, len(where), across*down,
				where[0]/across+1, where[0]%across+1, keepPicture(t, key, img, where))
		}
	}
	for key := range known {
		if g.taken[key] == nil {
			t.Errorf("%s is no longer a page; -update", key)
		}
	}
}

// keepPicture writes the page as it looks now, with the fields that differ framed.
func keepPicture(t *testing.T, key string, img image.Image, where []int) string {
	t.Helper()
	b := img.Bounds()
	framed := image.NewRGBA(b)
	draw.Draw(framed, b, img, b.Min, draw.Src)
	red := image.NewUniform(color.RGBA{R: 255, A: 255})
	for _, n := range where {
		x0, y0 := n%across*b.Dx()/across, n/across*b.Dy()/down
		x1, y1 := (n%across+1)*b.Dx()/across, (n/across+1)*b.Dy()/down
		for _, side := range []image.Rectangle{image.Rect(x0, y0, x1, y0+3), image.Rect(x0, y1-3, x1, y1), image.Rect(x0, y0, x0+3, y1), image.Rect(x1-3, y0, x1, y1)} {
			draw.Draw(framed, side, red, image.Point{}, draw.Src)
		}
	}
	path := filepath.Join(t.ArtifactDir(), key+".png")
	var out bytes.Buffer
	if err := png.Encode(&out, framed); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// The controls: what must not happen unseen is another picture, what may differ is not.
func TestPicturesSeeWhatMatters(t *testing.T) {
	tab, s := browser(t), newStage(t)
	v := visit{t: t, tab: tab, stage: s}
	v.Key = "register-name"
	taken := func(change string) string {
		v.open("/s/", [2]int64{1024, 600})
		script(t, tab, change)
		return fields(v.picture())
	}
	plain := taken(`1`)
	for _, c := range []struct {
		name, change string
		another      bool
	}{
		{"the same again", `1`, false},
		{"one word", `document.querySelector('.head h1').textContent = '登记孩子'`, false},
		{"no stylesheet", `document.querySelector('link[rel=stylesheet]').remove()`, true},
		{"the main button on the left", `const f = document.querySelector('.foot'); f.prepend(f.querySelector('.main'))`, true},
		{"the main button green", `document.documentElement.style.setProperty('--shi', '#245c41')`, true},
		{"another paper", `document.documentElement.style.setProperty('--paper', '#ffffff')`, true},
		{"no head", `document.querySelector('.head').remove()`, true},
	} {
		if n := len(differing(plain, taken(c.change))); n > fieldsAllowed != c.another {
			t.Errorf("%s: %d fields differ", c.name, n)
		}
	}
}
