package lesson

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// shapes are what a drawing is made of, marks the attributes that it may have.
var (
	shapes = of("svg g path rect circle ellipse line polyline polygon text tspan title")
	marks  = of("viewBox fill fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray opacity transform d x y dx dy width height rx ry cx cy r x1 y1 x2 y2 points font-size font-weight text-anchor")
)

func of(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

const mostDepth = 16

// Draw writes a drawing anew from its shapes and colours alone, so that it may stand in a
// page whoever made it. Errors: it is no SVG with a viewBox and a title, or it holds
// something else.
func Draw(svg string) (string, error) {
	var b strings.Builder
	dec := xml.NewDecoder(strings.NewReader(svg))
	var open []string
	titled, ended := false, false
	for {
		t, err := dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", fmt.Errorf("no drawing: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if ended || (len(open) == 0) != (t.Name.Local == "svg") || len(open) == mostDepth {
				return "", fmt.Errorf("a drawing is one svg")
			}
			if err := begin(&b, t, len(open) == 0); err != nil {
				return "", err
			}
			open, titled = append(open, t.Name.Local), titled || t.Name.Local == "title"
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name.Local || t.Name.Space != "" {
				return "", fmt.Errorf("%s ends where it is not open", t.Name.Local)
			}
			open = open[:len(open)-1]
			ended = len(open) == 0
			b.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if err := write(&b, string(t), open); err != nil {
				return "", err
			}
		default:
			return "", fmt.Errorf("a drawing has shapes alone")
		}
	}
	if !ended || !titled {
		return "", fmt.Errorf("a drawing has a title and an end")
	}
	return b.String(), nil
}

func begin(b *strings.Builder, t xml.StartElement, root bool) error {
	if !shapes[t.Name.Local] || t.Name.Space != "" {
		return fmt.Errorf("a drawing has no %s", t.Name.Local)
	}
	b.WriteString("<" + t.Name.Local)
	boxed := false
	for _, a := range t.Attr {
		if root && a.Name.Space == "" && (a.Name.Local == "xmlns" || a.Name.Local == "width" || a.Name.Local == "height") {
			continue // a page knows what it is, and how large
		}
		if !marks[a.Name.Local] || a.Name.Space != "" || strings.ContainsAny(a.Value, ":\"'<>&\\") || strings.Contains(strings.ToLower(a.Value), "url") {
			return fmt.Errorf("%s has no %s=%q", t.Name.Local, a.Name.Local, a.Value)
		}
		boxed = boxed || a.Name.Local == "viewBox"
		fmt.Fprintf(b, ` %s="%s"`, a.Name.Local, a.Value)
	}
	if root {
		if !boxed {
			return fmt.Errorf("a drawing has a viewBox")
		}
		b.WriteString(` role="img"`)
	}
	b.WriteString(">")
	return nil
}

// write takes the words of a text or title; elsewhere nothing but space stands.
func write(b *strings.Builder, words string, open []string) error {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	if len(open) == 0 {
		return fmt.Errorf("a drawing is one svg")
	}
	switch open[len(open)-1] {
	case "text", "tspan", "title":
		return xml.EscapeText(b, []byte(words))
	}
	return fmt.Errorf("%q stands outside a text", words)
}
