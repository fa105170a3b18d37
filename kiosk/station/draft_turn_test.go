package station_test

import "encoding/json"

// drafted is a draft as it lies on the box.
type drafted struct {
	What, Who, Where, At string
	Turn                 int
	Body                 json.RawMessage
}

// draft is one of 张桂兰's; the zero one where there is none.
func (b *box) draft(name string) (d drafted) {
	b.t.Helper()
	sheet, ok, err := b.local.Draft(b.ctx, b.worker, name)
	b.must(err)
	if ok {
		b.must(json.Unmarshal(sheet, &d))
	}
	return d
}
