package box

import "yizhan/hub/class"

// openClass makes the room in which a class is held, and takes up one that was cut.
func (b *Box) openClass() {
	b.class = class.New(b.desk, b.studio, b.cfg.Clock)
	b.nearby = newNextdoor(b)
	if err := b.class.Keep(b.folder.Path("class.json"), b.tapes.Taped); err != nil {
		b.cfg.Log.Warn("whether a class was cut could not be read", "cause", err)
	}
}
