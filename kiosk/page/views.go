package page

// views is one of each: Check and the tests go through it.
var views = []View{
	Starting{}, Cover{}, PIN{}, PINReset{}, NewPIN{}, Home{},
	Welcome{}, SetupSite{}, SetupGroups{}, PickPeg{}, SetupCounty{}, SetupDone{}, PlaceFile{},
	Join{}, JoinFigures{}, JoinPictures{},
	RegisterName{}, RegisterSex{}, AskDay{}, AskTime{}, RegisterCarer{}, WriteName{}, RegisterVillage{},
	RegisterPhone{}, RegisterSame{}, Consent{}, Call{}, Sign{}, Receipt{}, Sheets{},
	Wall{}, WallAbsent{}, WallPickup{}, Stranger{}, WallChild{}, Staff{},
	Child{}, CopyPaper{}, Enrol{}, Leaving{}, PickupAdd{}, Find{}, Conflict{},
	Components{}, Choose{}, Figures{}, Number{}, Menu{}, Message{}, HelpPage{}, Rows{},
	Noting{}, PutOff{}, Doses{}, Round{}, CheckUp{},
	ImportFile{}, ImportColumns{}, ImportPreview{}, ImportDone{},
	StationState{}, Prefs{}, StaffPerson{}, Clock{}, WallGone{},
	Stick{}, CountyStick{}, RecoveryCode{}, Unlock{}, FamilyCard{}, Say{}, SayPrompt{}, SayPicture{}, SayPhone{}, PhotoAsk{}, PhotoShow{}, PhoneSend{}, PhoneScan{}, PhoneWord{}, PhoneChild{}, PhonePicture{}, PhoneClass{}, PhoneReplay{},
	Guide{}, GuidePage{}, Lessons{}, Lesson{}, LessonAsk{}, ClassCheck{}, ClassNotice{}, ClassLive{}, ClassShow{}, ClassHere{}, ClassSound{}, ClassCode{}, WiFi{},
	CareBatch{}, DaySlip{}, GiveDose{},
	FormStep{}, FormSheet{}, FormList{}, FormMany{},
	AlarmPress{}, AlarmOwn{}, AlarmNear{}, AlarmWho{}, AlarmLearn{},
	Weigh{}, Growth{},
	CheckStep{}, CountyHolidays{}, CountyIllness{}, CountyLate{}, CountySheet{}, CountySheets{},
	CountyLogin{}, CountyStations{}, CountyAlarms{}, CountyChildren{}, CountyChild{}, CountyMessage{}, CountyOpen{},
	PrintJob{}, PrintLook{}, Printers{},
	EraseNotice{}, CountyErasures{}, CountyErasure{}, CountyRetention{},
	CountyAudit{}, CountyDevices{}, CountyDeviceNew{}, CountyDeviceDone{}, CountyDevice{},
	CountyForms{}, CountyLessons{}, CountyLesson{}, CountyLessonFolder{}, CountyForm{}, CountyGuide{},
}
