package hub

// News tells the rest of the box that a commit has been stored durably, after
// its transaction: ids only, nothing personal.
type News struct {
	Lane     Lane
	Commit   ID
	Origin   Origin
	Seq      uint64
	Own      bool // written here; otherwise accepted from a peer
	Kinds    []Kind
	Subjects []ID
}
