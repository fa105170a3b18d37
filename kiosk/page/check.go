package page

// CheckWall is 晨午检: who is here and was not looked at yet, as raised tiles. One tap says
// that a child is well; it names nobody but the children.
type CheckWall struct {
	Wall
	Slots []Choice // 晨检, 午检: Value is the address; none where there is only one
	All   Choice   // 这 12 个都好: Value is what it posts; "" nobody is left
}

func (CheckWall) Page() string { return "check-wall" }

// Parts leave the strip out while a child is being picked, as on the wall.
func (c CheckWall) Parts() []string {
	if c.Picking {
		return []string{"wall-counts", "wall-tiles", "check-all"}
	}
	return []string{"wall-counts", "wall-tiles", "check-all", "strip"}
}

// Path is where its forms post.
func (CheckWall) Path() string { return "/check" }
