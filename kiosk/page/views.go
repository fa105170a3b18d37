package page

// views is one of each: Check and the tests go through it.
var views = []View{
	Starting{}, Cover{}, PIN{}, PINReset{}, NewPIN{}, Home{},
	RegisterName{}, RegisterSex{}, RegisterBirth{}, RegisterCarer{}, WriteName{}, RegisterVillage{},
	RegisterPhone{}, RegisterSame{}, Consent{}, Sign{}, Receipt{},
	Wall{}, WallAbsent{}, WallPickup{}, Stranger{}, WallChild{}, Staff{},
}
