package report

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// field is one value in words, and as programs want it.
func (c *copier) field(f *form.Field, v any) CopyField {
	out := CopyField{Name: f.Name, Label: f.Label}
	if f.Aside {
		out.Text = "写着，是别人的或钥匙，不抄"
		return out
	}
	if p, ok := form.PictureOf(v); ok && f.Type == form.Photo { // the key of its file is not the family's alone
		out.Text, out.Value = f.Show(v)+"，小的那张在给电脑读的那份里", value(p.Thumb)
		return out
	}
	out.Text, out.Value = c.text(f, v), value(v)
	return out
}

// text is a value as a screen shows it; a number is whole here.
func (c *copier) text(f *form.Field, v any) string {
	switch v := v.(type) {
	case hub.ID:
		if name := c.name(f.Kind, v); name != "" {
			return name
		}
		return "（名字不在这台机器上）"
	case []byte:
		return fmt.Sprintf("有，%d 字节，原样在给电脑读的那份里", len(v))
	case []any:
		if f.Type == form.Group {
			return f.Show(v)
		}
		var words []string
		for _, e := range v {
			words = append(words, c.text(f, e))
		}
		return strings.Join(words, "、")
	}
	if f.Type == "" {
		return fmt.Sprint(v)
	}
	return f.Show(v)
}

func value(v any) any {
	switch v := v.(type) {
	case hub.ID:
		return v.String()
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = value(e)
		}
		return out
	}
	return v
}

func (c *copier) name(kind hub.Kind, id hub.ID) string {
	if name, ok := c.known[id]; ok {
		return name
	}
	name, err := c.names(c.ctx, kind, id)
	c.err = cmp.Or(c.err, err)
	c.known[id] = name
	return name
}

// author is who wrote something: her name, or the box.
func (c *copier) author(e hub.Entry) string {
	if e.Author.IsZero() {
		return "机器自己"
	}
	return cmp.Or(c.name("staff", e.Author), "县里的人，或已经离开的同事")
}

// moment is when something was written, as its box's clock said.
func moment(e hub.Entry) string {
	at := e.At.Wall.In(hub.China)
	text := string(hub.DayOf(at)) + " " + at.Format("15:04")
	if e.At.Quality == hub.ClockUnknown {
		text += "（日期不准）"
	}
	return text
}
