package portal

import (
	"fmt"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// heardShown is how many recordings stand on a page of 25 KB.
const heardShown = 20

// heardDoor leads to what was said in classes at stations; none where nothing may be heard.
func (v *visit) heardDoor() ([]page.PortalDoor, error) {
	all, err := v.p.County.OnAir(v.Context())
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return []page.PortalDoor{{Href: "/heard", Text: "站里讲的课", Small: fmt.Sprintf("上课时录的，%d 节，能听", len(all)), Icon: "i-mic"}}, nil
}

// heardList is the recordings of classes that everybody may hear.
func heardList(v *visit) error {
	all, err := v.p.County.OnAir(v.Context())
	if err != nil {
		return err
	}
	p := page.PortalHeards{PortalFrame: v.frame("站里讲的课", "/lessons")}
	no := max(0, atoi(v.URL.Query().Get("page")))
	all = all[min(no*heardShown, len(all)):]
	for _, h := range all[:min(heardShown, len(all))] {
		small := h.Town + " " + h.Station + "，" + calendar.Date(h.Held, v.p.Today()) + "，" + lasting(h.MS)
		p.Rows = append(p.Rows, page.PortalHeard{Title: h.Title, Small: small, Sound: "/heard/" + h.ID.String()})
	}
	if len(all) > heardShown {
		p.Next = "/heard?page=" + strconv.Itoa(no+1)
	}
	return v.render(http.StatusOK, p)
}

func lasting(ms int) string {
	if ms < 60_000 {
		return fmt.Sprintf("%d 秒", ms/1000)
	}
	return fmt.Sprintf("%d 分钟", ms/60_000)
}

// heardPlay is the sound of one. An address that is nobody's, one that waits for the county
// and one that was taken back answer the same.
func heardPlay(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "portal.nothing").Because(err)
	}
	sound, mime, err := v.p.County.Play(v.Context(), id)
	if err != nil {
		return err
	}
	v.sound(sound, mime)
	return nil
}
