// Package page turns what a handler knows into HTML: one struct a page, one
// template of the same name, strings that are ready to be read. It knows no use
// case, no request and no rule.
//
//	err := page.Check()                    // at start: a template is missing
//	err := page.Render(w, page.Home{…})    // the whole page
//	err := page.RenderParts(w, lively)     // the parts that change while it is open
//	errs := page.Faults(err)               // what a use case answered, beside its fields
//	all := page.Stories()                  // every page in every state, made up
//
// # Rules of every form
//
//   - Every form posts request (32 hex digits), and draft where Frame.Draft is set.
//   - Every form posts turn once for each draft that its page shows (NAME N, from
//     Frame.Turns). A post that is behind keeps nothing: a tap is led to the page as it
//     stands (newer=window or newer=page in its address, Frame.Newer says it).
//   - A tap is a submit button; its name says what was pressed. What had been
//     chosen before stands in hidden fields behind the buttons, so the FIRST value
//     of a name is the pressed one. No page needs the server to remember taps, but
//     a server that keeps them as a draft loses nothing in a power cut.
//   - go=next is the main action (and what the Enter key presses); go=skip leaves
//     the question open; go=more turns the page from from; go=write and go=name
//     lead to a page with a Writer (WriteName), go=phone to one with figures.
//   - keep=1 comes from the script while somebody types: keep the draft, answer 204;
//     409 with Location where another window has written since.
//   - A pad (Pad) posts its field, and without script key=0…9, del, clear or the
//     pad's letter; [Pad.Press] puts the two together. A pad that is Whole posts
//     itself once complete, without go.
//   - A number with a unit (Stepper, on a page of its own Number) posts count-FIELD with
//     less, more, much-less, much-more or key, and unit, unit-was, typed; [Stepper.Press]
//     says what it is then.
//   - A letter, a figure or a candidate that is pressed answers with the same page.
//   - An answer is 303 to the next page, or the same page again (422) with Errors
//     and everything that was entered. The script swaps either in place.
//   - Live pages (Lively) open /live with Frame.Ticket. A view that is rendered
//     again for the channel keeps its Undo, or the bar would vanish.
//   - A wall tile posts tap=ids (by commas: brothers and sisters together). Within
//     one page several taps share a request id: derive one from request and tap.
//   - Frame.Idle opens no cover on 登记台 pages: leave it 0 there.
//
// # Pages and what they post
//
//	GET  any, while opening        Starting (503)
//	GET  /cover                    Cover
//	POST /out                      sign out (a Door of 更多 leads to GET /out)
//	GET  /pin?next=                PIN            POST who | pin (+key), who, next
//	GET  /pin/reset?who=           PINReset       POST who, code (+key), next
//	GET  /pin/new                  NewPIN         POST who, pin (+key); twice
//	GET  /                         Home
//	GET  /me                       StaffPerson of oneself; Message of a visitor
//	GET  /badge                    Message; from any scanner: POST badge → Figures, POST /badge/pin pin (+key) → NewPIN
//	GET  /settings/guests          Rows           POST do=who; /settings/guests/new WriteName → Choose → NewPIN; POST /badge/out ends one's own visit
//
//	GET  /setup                    the step that set-up stands at
//	GET  /setup/{step}, steps welcome place site site-name groups worker peg pin county done
//	  welcome  Welcome             POST –
//	  place    Choose              POST pick=code | up=code | go=more from | go=write
//	  site     SetupSite           POST kind (toggles; kind-on: those that were on), role, name | go=name
//	  groups   SetupGroups         POST less=code | more=code, count-CODE: see [Stepper]
//	  worker   WriteName           POST text …
//	  peg      PickPeg             POST peg=shi1 (Peg.Kept) | go=more
//	  pin      NewPIN              POST pin
//	  county   SetupCounty         POST file=value | upload (multipart) | go=next
//	  done     SetupDone
//
//	GET  /register → /register/name; then /register/{step}, steps
//	  name         RegisterName    POST as=full|nick|unnamed, born=1|2|0 (with unnamed: 张某之子/女, 还没生), Writer's fields
//	  sex          RegisterSex     POST sex=1|2
//	  birth        AskDay          POST calendar=solar|lunar, year, month (6L: leap), day, years
//	  carer        RegisterCarer   POST away (toggles), carer=kinship → next step
//	  carer-name   WriteName
//	  village      RegisterVillage POST village=code → next step, from
//	  village-name WriteName
//	  phone        RegisterPhone   POST whose, phone (+key)
//	  same?id=     RegisterSame    POST same=id | other=id
//	  consent      Consent         POST purpose-CODE=yes|no, answer=who, way=screen|paper|phone|say (to 念一遍)
//	  sign         Sign            POST signature (SVG path data, "M12 30L14 31…", box 900×330), way=screen (or keep=1)
//	GET  /child/{id}/receipt       Receipt
//
//	GET  /alarm                    AlarmPress     POST do=ring|drill, how=hold|page|usb → /alarm/{id}
//	     ?button=1: a drill with the button on a cable
//	GET  /alarm/now                204, or JSON {at, rings, drill}: what every open page asks
//	GET  /alarm/{id}               AlarmOwn       POST do=hush|over|false (reason) | got=110|120|119
//	                               AlarmNear      POST do=hush | what=calling|going
//	GET  /alarm/{id}/who?what=     AlarmWho       POST what, by=staff
//
//	GET  /wall/morning, /wall/evening  Wall       POST actor=staff | tap=ids (leave=1 asks for a reason) |
//	                                              undo=token | instead=value token; evening also by=person
//	     ?who=1 asks again who acts; ?leave=1 turns Picking on; ?sheet= is one of Pages;
//	     instead=other takes a leaving back and asks who fetched
//	GET  /wall/absent?child=       WallAbsent     POST child, reason
//	GET  /wall/pickup?child=       WallPickup     POST to /wall/evening: tap, by
//	GET  /wall/stranger?child=     Stranger       POST child, kin, called, asked, adult, seen | go=name
//	GET  /wall/stranger/name       WriteName
//	GET  /wall/child/{id}          WallChild      POST fix, hour, minute, person, reason, go; id is ID or ID.2026-11-21
//	GET  /wall/missing             Wall with the unnoted ones only
//	GET  /check                    Wall           POST actor=staff | tap=ids | undo=token; ?odd=1 turns Picking on; ?who=1, ?sheet=
//	     ?odd=1: tap=ids and odd=1 lead to the steps
//	GET  /check/child/{id}         CheckStep      POST pick, a Stepper's fields, said, go=next|back; ?again=1 takes the temperature only
//	GET  /check/back/{id}          CheckStep      POST pick=proof|early|no
//	GET  /ill                      Rows           who is in the 观察室, or ill at home
//	GET  /ill/{id}                 Rows           POST do=over | undo=token
//	GET  /ill/{id}/what            CheckStep      POST pick=by-WHO, then pick=illness
//	GET  /ill/{id}/temp            CheckStep      POST a Stepper's fields, go=next
//	GET  /call/{id}?about=         CheckStep      POST pick=person, then pick=answer, of an ill child pick=sign, pick=illness; said, go=next|back
//	GET  /absent                   Rows           POST undo=token
//	GET  /cluster                  Rows           POST do=THING:whom | undo=token
//	GET  /staff                    Staff          POST tap=staff
//
//	GET  /care                     Menu, Message  POST undo at /care/undo
//	GET  /care/yard                CareBatch      POST as above: who stays inside; /care/yard/why Choose POST why
//	GET  /care/medicine            Rows           POST do=request whose rest was given back | undo at /care/medicine/undo
//	GET  /care/medicine/new        CareBatch      POST pick=child leads to its request; ?group=
//	GET  /care/medicine/{id}/{minute} GiveDose    POST second=staff|self | went=given|spat|refused
//	GET  /child/{id}/care          Rows
//	GET  /child/{id}/slip?day=     DaySlip        POST do=print
//	GET  /care/note/{thing}        CareBatch      POST pick=child | how (picked) | ago | go=next; kid=child.answer of every tile, group
//
//	GET  /find                     Find           POST mode=letters|village|phone|text, letter, del, typed,
//	                                              village, digits (+key), Writer's fields, go=show|write|more
//	GET  /child/{id}               Child          POST /child/{id}/phone whose=person (看全号)
//	GET  /child/{id}/edit/{field}  RegisterName, RegisterSex, AskDay, RegisterPhone, RegisterCarer,
//	                               Choose, Figures (posts its Pad.Field: id_no …) or WriteName, with Action and without Steps
//	GET  /child/{id}/person/{id}   WriteName, RegisterPhone, Choose of one relative
//	GET  /child/{id}/enrol         Enrol          POST mode, group, start
//	GET  /child/{id}/leave         Leaving        POST reason, day
//	GET  /child/{id}/day/first     AskDay         POST a day's fields; /child/{id}/day/last
//	GET  /child/{id}/growth?of=    Growth         POST undo at /child/{id}/growth/undo, do=print at /child/{id}/growth/card
//	GET  /child/{id}/growth/new    Weigh          POST at, was, a Stepper's fields, measure, clothes | answer=meant|sure | go=next|done
//	GET  /child/{id}/photo         PhotoAsk, PhotoShow   POST go=take|look|drop, shot | file | upload (multipart); /child/{id}/photo/whole
//	GET  /photo/{id}               a small picture, on the tiles of the wall
//	GET  /child/{id}/pickups       Rows           POST do=…
//	GET  /child/{id}/pickup        PickupAdd      POST kin, called, adult=yes|no | go=name | go=phone
//	GET  /child/{id}/family        Rows           POST do=…
//	GET  /child/{id}/history       Rows           POST do=…
//	GET  /child/{id}/rights        Menu           what a family may ask for
//	GET  /child/{id}/asks/{what}   Choose         POST who, known; what is copy or correct
//	GET  /child/{id}/copy          Rows           /child/{id}/copy/{kind} Rows, POST /child/{id}/copy/mend do
//	GET  /child/{id}/forms         Menu
//	GET  /child/{id}/copy/save     Message        POST format=xlsx|json; POST /child/{id}/copy/paper: CopyPaper
//	GET  /child/{id}/same          Rows           POST do=fact…|ours|theirs|different|apart-ID
//	GET  /child/{id}/move          Choose, Message POST to | town | agreed; /child/{id}/move/back do
//	GET  /arrivals                 Rows           POST do=take-ID
//	GET  /conflict/{id}            Conflict       POST use=N|keep
//	GET  /conflict/{id}/anew       Choose, Figures POST value
//
//	GET  /child/{id}/erase         Choose         ?what, by; POST what | by=what.person | sure=what.person.proof
//	GET  /erasing                  Rows
//	GET  /erasing/{id}             Message, Rows  POST do=back
//	GET  /erasing/{id}/notice      EraseNotice
//	GET  /bulletins                Rows           what the county told the station: POST do=ID, undo
//	GET  /todo                     Rows           POST undo at /todo/undo; /todo/soon, /todo/late, /todo/before beside it
//	GET  /todo/{when}/{group}      Rows           POST undo at /todo/{when}/{group}/undo
//	GET  /child/{id}/due           Rows           POST undo at /child/{id}/due/undo
//	GET  /child/{id}/doses         Doses          POST do=dose; undo at /child/{id}/doses/undo
//	GET  /child/{id}/signs/{months}  Choose       POST sign | go=next; …/seen Message
//	GET  /due/{subject}/{item}     Noting, AskDay POST day | go=other, source, status, result, what; a day's fields, said, told
//	GET  /put/{subject}/{item}     PutOff         POST until, reason | go=next
//	GET  /round?sheet=&from=&of=   Round          of=a station's site | all: at a health centre
//	GET  /round/where              Rows           at a health centre: which village
//	GET  /round/looks              Round          POST look=head|eye|teeth
//	GET  /round/child/{id}         CheckUp        POST at, key, measure, eye, teeth, odd, answer, next | go=fine|again|refer|skip;
//	                                              undo at /round/child/{id}/undo
//	GET  /round/end                Rows           POST do=all at /round/slips
//	GET  /afield                   Menu
//	GET  /afield/{of}?page=&ago=   Rows           POST do=STATE.ID | do=paper; undo at /afield/{of}/undo; of is births, homes, newborns
//	GET  /afield/births/{id}       begins a registration
//	GET  /unfinished               Rows           POST do=draft, undo at /unfinished/undo
//	GET  /practice                 Message        POST go=begin; within one: Rows, /practice/end leaves it
//	GET  /gaps                     Rows: who has 待补
//	GET  /consents                 Rows           POST do=signed-ID
//	GET  /consents/{id}            Consent        POST as above; /consents/{id}/sign Sign
//	GET  /consents/{id}/call       Call           POST purpose-CODE, whom, witness | go=later
//	GET  /consents/print           the sheets
//	GET  /outside                  Rows           the station: what the county copies into
//	GET  /outside/{id}             Rows           POST do=report
//	GET  /outside/{id}/{subject}   OutsideCopy    POST number, seen
//	GET  /import                   ImportFile     POST file=value | upload (multipart)
//	GET  /import/{job}/columns     ImportColumns  POST column=N (→ Choose meaning) | go=next
//	GET  /import/{job}             ImportPreview  POST go=take; ImportDone: go=undo
//	GET  /import/{job}/bad.xlsx    the rows that were not taken
//	GET  /export                   Choose
//
//	GET  /more, /settings          Menu
//	GET  /settings/display         Prefs          POST text=|l|xl, look=plain|contrast
//	GET  /settings/staff           Rows
//	GET  /settings/staff/new       WriteName → PickPeg → NewPIN
//	GET  /settings/staff/{id}      StaffPerson    POST role | do=name|peg|pin|gone
//	GET  /settings/county          SetupCounty    POST file | upload
//	GET  /join                     Join           POST /join/save
//	GET  /join/figures             JoinFigures
//	GET  /join/pictures            JoinPictures   POST picture
//	GET  /join/code                Figures        POST code (+key)
//	GET  /settings/sites           Rows           POST do=site|new|check-apart|check-door
//	GET  /settings/alarm-key       AlarmLearn     POST key
//	GET  /settings/groups          SetupGroups
//	GET  /settings/week            CheckStep      POST pick=day of the week said, go=next
//	GET  /settings/backup          Rows           POST do=now|stick
//	GET  /settings/backup/code     RecoveryCode   POST code
//	GET  /card                     Figures        POST card (+key)
//	GET  /child/{child}/card       FamilyCard
//	GET  /child/{child}/online     Choose         POST by: a guardian, or no
//	GET  /child/{child}/online/sign/{by} Sign       POST signature; go=skip: on paper
//	GET  /child/{child}/card/lost  Message        POST do
//	GET  /settings/unlock          Rows           POST do=leave|stick
//	GET  /settings/unlock/pin?do=  Figures        POST pin (+key), draft: attend|join|unattend
//	GET  any, while closed         Unlock (503)
//	  POST /unlock                 who | pin (+key), who
//	  GET  /unlock/code            Figures        POST /unlock/code/{no}: code (+key), draft
//	GET  /settings/print           Printers       POST pick=paper | test=paper
//	GET  /settings/print/{paper}   Choose         POST printer; …/address Figures POST address; …/width Choose POST width
//	GET  /paper                    Rows           POST do
//	GET  /child/{id}/slips         Rows           POST do
//	GET  /printing/{job}           PrintJob; live POST do=again|drop|stick
//	GET  /printing/{job}/look/{n}  PrintLook
//	GET  /setup/backup             Choose         POST file → POST /setup/backup/{no} Figures
//	GET  /recovered                Message        POST do=read
//	GET  /stick                    Stick, CountyStick; live
//	POST /stick                    stick=id | all=id (everything, for a new hub); town (county)
//	POST /stick/stop               stick
//	POST /stick/done               stick
//	GET  /state                    StationState
//	GET  /state/files              Rows
//	GET  /sound                    Message        POST do=try; ?tried
//	GET  /sound/play               Message        POST do=stop|louder|softer; what the loudspeaker plays; begun by POST /lesson/{key}/sound?page=2 and by a recording's do=play
//	GET  /wall/gone?child=&by=     WallGone       POST /wall/evening tap, by, time or hour, minute
//	GET  /clock?next=              Clock          POST go=right|wrong|skip, next
//	GET  /clock/day?next=          AskDay         POST a day's fields | go=skip
//	GET  /clock/time?day=&next=    AskTime        POST hour, minute | go=skip
//	POST /clock/phone              ms             204; from another device alone
//	GET  /clock/days               Rows           POST do=right-ID
//	GET  /clock/days/{id}          Choose, AskDay POST day | go=write | go=skip; a day's fields
//	GET  /safety                   Rows
//	GET  /say/page/{page}?of=&from=&only=&n=  Say       POST face=yes|again|no, played (PROMPT HASH, each that was heard)
//	GET  /say?page=&n=             Rows           page=lesson-KEY: the sentences of a lesson
//	GET  /say/clip/{key}           SayPrompt      POST speech, agreed, file | upload (multipart)
//	GET  /say/clip/{key}/phone     SayPicture
//	GET  /say/clip/{key}/speak     ClassNotice    POST do=record|stop|hear|keep-local|keep-common
//	GET  /say/phone/{ticket}       SayPhone       POST speech, agreed, upload (multipart); once
//	POST /say/hush                 clip
//	POST /say/near                 lend | keep: clip
//	POST /say/undo                 undo
//	GET  /say/sound/{id}           a recording
//	GET  /forms?of=group&page=     Menu           ?q=letters looks for one
//	GET  /forms/{kind}             FormList       POST /forms/{kind}/undo; ?open, ?state, ?from, ?to, ?away, ?for, ?page; /forms/{kind}/save Message POST what; POST /forms/{kind}/paper
//	GET  /forms/{kind}/new?for=    begins one     or Message, POST sheet begins anew; /forms/{kind}/whose: Choose POST pick, go=more|write from
//	GET  /forms/{kind}/fill/{id}   FormSheet      POST go=next|sure
//	GET  /forms/{kind}/fill/{id}/{n}  FormStep    POST pick=FIELD:CODE, a Stepper's fields, go=next; ?mend=1 leads back
//	  /forms/{kind}/fill/{id}/{n}/{field} and steps of one question: Choose POST pick; Number, Figures n; WriteName, AskDay, AskTime, Sign;
//	                               Rows of a group POST do=N, ?row=N&col=N a cell
//	GET  /forms/{kind}/many        FormMany       ?of=group; POST go=next; /forms/{kind}/many/{id}/{field} asks for one cell, /forms/{kind}/many/{id} takes a line out
//	GET  /forms/{kind}/sheet/{id}  FormSheet      POST do=state, undo; POST /forms/{kind}/sheet/{id}/paper
//	  /forms/{kind}/sheet/{id}/mend begins to mend it; /forms/{kind}/sheet/{id}/away Choose POST pick; /forms/{kind}/sheet/{id}/trail Rows
//	GET  /guide?of=group           Guide          POST Writer's fields, go=write|show
//	GET  /guide/ask                Guide          POST Writer's fields, go=show → GuidePage, Message
//	GET  /guide/asked/{of}         Rows: what policy asks, of=there|part|later
//	GET  /guide/{key}?screen=2     GuidePage      POST /guide/{key}/print do=print
//	GET  /lesson?of=mothers        Lessons        of=pregnancy
//	GET  /lesson/{key}?page=2      Lesson         /lesson/{key}/sources: Rows; /lesson/{key}/sound?page=2, /lesson/{key}/photo?page=2: what a pack brings
//	GET  /brought?page=            Rows           POST do=take:VALUE | drop:VALUE | give:KEY | back | leave
//	GET  /brought/folder/{value}   Message, Rows  POST voice=person|machine|none
//	GET  /brought/lesson/{key}     Message        its buttons post to /brought
//	GET  /lesson/{key}/who         Choose         POST pick=child | go=next (nobody in particular) | go=write (Figures) | go=more from
//	POST /lesson/{key}/card        card (+key)    from any scanner too: Frame.Scans
//	GET  /lesson/{key}/ask?for=&a=13  LessonAsk   POST answer=1|2|3; a: what was pressed so far
//	GET  /lesson/{key}/done?for=&a=132  Rows      POST /lesson/{key}/undo undo
//	GET  /class                    Rows           POST /class do=YEAR leads to its planning, do=CLASS follows a neighbour's; undo at /class/undo
//	GET  /plan/year/{year}         Choose         POST pick=lecturer of the whole year, go=skip nobody yet
//	GET  /near/ask                 Typing         POST: a question to the neighbour, from /class/live
//	GET  /near/picture/{slide}                     a picture that the neighbour shows
//	GET  /near/over                Message        a neighbour's class is over; POST do=seen
//	GET  /plan?kind=|of=|lesson=   begins or changes a class; /plan/{step} Choose, AskDay, AskTime, WriteName POST as a form's question
//	GET  /plan/all                 FormSheet      POST go=next
//	GET  /class/{class}            Menu           undo at /class/{class}/undo
//	GET  /class/{class}/off        Choose         POST why
//	GET  /class/{class}/told       Rows           POST do=speaker|paper; /class/{class}/told/{child} Choose POST pick=coming|maybe|not|nobody, go=write (told face to face)
//	GET  /class/{class}/aloud      Message        POST /class/{class}/told do=notice leads to the microphone
//	GET  /class/{class}/notice     ClassNotice    POST do=record|stop|hear|keep|stick|play|drop
//	GET  /class/{class}/slides     Rows           POST do=up-N|drop-N
//	  /class/{class}/slides/lesson?of=  Choose, Rows  POST pick=page | go=write (all) | go=skip (another lesson); /class/{class}/slides/text WriteName; /class/{class}/slides/pdf Rows POST do=VALUE
//	GET  /class/{class}/start      ClassCheck     POST do=try|shut|replay|tone|open|over
//	GET  /class/live               ClassLive      POST do=pause|resume|end|ask|leave, turn=N, down=guest
//	GET  /class/show               ClassShow      POST /class/turn turn=N; /class-slide/{photo} its picture
//	GET  /class/{class}/here?sheet=  ClassHere    POST tap=child | undo=token | instead=child.person token; POST /class/{class}/card card (Frame.Scans)
//	GET  /class/{class}/here/{child}  Choose      POST pick=person|role | go=write (sign) | go=skip (late); /class/{class}/here/{child}/sign Sign
//	GET  /class/{class}/guest      Choose, Message  POST pick=staff|role | gone=here; /class/{class}/guest/{role} WriteName; /class/{class}/signed/{here} Sign
//	GET  /class/{class}/heads      Number         POST a Stepper's fields, go=next
//	GET  /class/{class}/ledger/{step} (heads?over=1 after 下课), steps heads photos materials summary line sign done: Number, Rows, Choose, WriteName, Sign
//	  materials POST pick (toggles) | go=next; summary POST do=N; sign POST signature | go=skip
//	GET  /class/{class}/photo?what=slide|room  PhotoAsk  POST go=take|look|again|skip, shot | file | do=photo (takes it down); /class-photo/{photo} the picture; /photo-sent/{shot} what a phone has sent
//	GET  /class/{class}/photo/{photo}  PhotoShow
//	GET  /class/{class}/absent     Rows
//	GET  /class/{class}/paper      Rows           POST do=ledger|signed|sign|notice
//	GET  /class/{class}/code       ClassCode      POST prints it
//	GET  /class/{class}/wifi       WiFi           POST name password field size known, key=c | del=1 | to= | as= | go=next|forget
//	GET  /class/{class}/sound      ClassSound     POST from=-1|1 | to=-1|1 | do=publish|withdraw|unair|stick|play; /class/{class}/sound/file
//	GET  /class/{class}/sound/air  Choose         POST heard=clean|cut, then ?heard=1: agreed=own|told|paper|who
//	GET  /replay                   Rows
//	GET  /replay/{class}           Choose         POST pick=child | card | go=next (nobody in particular) | go=more from
//	GET  /replay/{class}/hear?for=  ClassSound    ?file=1 its sound; POST /replay/{class}/at?for= at=SECONDS
//	GET  /report/{id}              StationReport  ?page; POST go=said, seen, count-nN with less=|more=
//	GET  /report/{id}/number/{no}  Number         POST
//	GET  /report/{id}/wrong        Rows
//	GET  /report/{id}/wrong/{no}   Number         POST
//	GET  /help/{key}?from=path     HelpFor
//	anything else                  Message
//
// A family's own phone, on a listener of its own:
//
//	GET  /k                        PhoneScan      its script posts what stands behind the #
//	POST /k                        PhoneChild, PhoneWord   card (48 figures); no cookie, no way back
//	                               PhonePicture   card, picture=day|month
//	GET  /s/{ticket}               PhoneSend      POST upload (multipart) → PhoneWord
//	GET  /c                        PhoneClass     its script takes what stands behind the #: a class's figures, or a card's
//	POST /c/in                     PhoneClass's part   code | card; X-Seat: the phone's secret from then on
//	POST /c/do                     PhoneClass's part   do=who|mine|notmine|hand|down|thumb|answer|rate|question|nothing, value, text
//	GET  /c/now?rev=               PhoneClass's part, or 204; GET /c/live and /c/sound are WebSockets, /c/live.mp3 or /c/live.wav plain sound
//	GET  /c/replay                 PhoneReplay    /c/replay/{class} is the sound
//	GET  /c/at                     JSON: seconds of each recording; POST /c/at recording, second
//	anything else                  PhoneWord
//
// The county's public pages, on a listener of their own; each form posts request, began
// (when it was given out, sealed) and homepage, which people leave empty:
//
//	GET  /                         PortalHome     what the county has opened, and nothing else
//	GET  /stations                 PortalStations ?q, town, page
//	GET  /map                      PortalMap      /map/picture
//	GET  /stations/{id}            PortalStation
//	GET  /policy                   PortalPapers   ?q
//	GET  /policy/{key}             PortalPaper
//	GET  /book                     PortalForm     ?to=station; POST site, want, age, mode, who, phone, need → PortalReceipt
//	GET  /complain                 PortalForm     ?about=station; POST about, site, said, who, phone → PortalReceipt
//	GET  /rate                     PortalForm     POST slip, care, food, clean, safe, price, whole, wish → PortalReceipt
//	GET  /progress                 PortalForm     POST number, code; a slip's letters in number without code
//	GET  /lessons                  PortalLessons
//	GET  /heard?page=              PortalHeards   /heard/{id} is the sound of one
//	GET  /lessons/{key}            PortalLesson   /lessons/{key}/{page} is the sound of a page
//	anything else                  PortalWord
//
// Beside them, where the county has opened it, a family's own child:
//
//	GET  /family                   PortalForm     POST card, phone → /family/code
//	GET  /family/code              PortalForm     POST code → /family/child
//	GET  /family/child             FamilyChild
//	POST /family/leave             PortalWord
//
// The county's desk:
//
//	GET  /login                    CountyLogin    POST name, password, next
//	POST /login/code              CountyLoginCode half, code, next
//	POST /logout
//	GET  /me                       CountyMe       POST /me/password password, fresh, again; POST /me/end session
//	GET  /me/code                  CountyMyCode   POST password, code: CountyPaper
//	GET  /me/looks                 CountyMyLooks
//	GET  /officers                 CountyOfficers POST name, role, township, admin: CountyPaper
//	POST /officers/rules           codes, alone
//	GET  /officers/{id}            CountyOfficer  POST do=change|reset|unlock|no-code|drop, role, township, admin
//	GET  /access                   CountyAccess   ?from, to, who, failed, page; /access.xlsx the table
//	GET  /help/{tab}               CountyMessage
//	GET  /illness                  CountyIllness  at the county: POST illness=CODE days
//	GET  /holidays?year=           CountyHolidays at the county: POST year text publishes; POST /holidays/look shows it
//	GET  /list/{list}              a page's list as an Excel file, with the filter of its address
//	GET  /list/{list}/columns      CountyColumns  at the county: POST order on up | down | do=save | do=reset
//	GET  /study                    CountyStudy    at the county: set from to; POST institution why answers with the file
//	GET  /keys                     CountyKeys     at the county: POST department scope until; POST /keys/{id}/end
//	GET  /api                      APIGuide       for everybody; /api/{version}/openapi.json: what programs of other departments read: kiosk/api
//	GET  /forms                    CountyForms    at the county: POST text publishes; /forms/{kind}/table.xlsx?for= the sheets
//	GET  /forms/guide              CountyGuide
//	GET  /forms/{kind}             CountyForm     "new" writes one; POST /forms/look shows it, POST /forms/{kind}/retire ends it
//	GET  /public/family            CountyFamily   POST on
//	GET  /public                   CountyPublic   POST pages, rates, phone, url, note
//	POST /public/slips             CountySlips    site, n; shown once
//	GET  /public/paper/{id}        CountyPaperEdit "new" writes one; POST title, number, issuer, day, until, tags, text, source | do=take
//	GET  /lessons                  CountyLessons  POST do=take|give|recall|again|forget|leave value; POST /lessons/send upload (multipart)
//	GET  /lessons/of/{key}         CountyLesson
//	GET  /lessons/heard            CountyHeards   POST id, print, answer=yes|no|back, why; /lessons/heard/{id} is the sound
//	GET  /lessons/folder/{value}   CountyLessonFolder POST voice=person|machine|none
//	GET  /audit                    CountyAudit    ?year=2026; /audit.xlsx the table
//	GET  /takes                    CountyTakes    POST pending, why: CountyTakeAsk, shown in the place of a table
//	GET  /take/{id}                CountyTake     POST do=agree|refuse, why
//	GET  /map                      CountyMap      POST upload (multipart), number, source; POST /map/pin no, site | at, pin.x, pin.y; POST /map/public public; POST /map/drop; /map/picture
//	GET  /overview                 CountyOverview ?town=code
//	GET  /figures                  CountyFigures  ?day, town, known; /figures.xlsx the table
//	GET  /figures/{id}             CountyFigure   ?day, town, station, known
//	GET  /badge                    CountyBadge    POST pin, again, until → CountyBadgeCard; do=out
//	GET  /badges                   CountyBadges   POST out
//	GET  /numbers?key|goal         CountyNumbers  POST key|goal, area, value, day, source; do=drop of a goal
//	GET  /stations                 CountyStations ?town=code
//	GET  /alarms                   CountyAlarms
//	GET  /silent                   CountySilent
//	GET  /sent                     CountySent
//	GET  /sent/{kind}/{id}         CountySentOne
//	GET  /notices/new              CountyNotice   POST title, text, town, until, confirm; POST /notices/{id}/recall
//	GET  /late                     CountyLate
//	GET  /classes?station=         CountySheets   a line for each class that was held
//	GET  /sheets?station=          CountySheets   ?page; /sheets/{kind}?station= those of one form
//	GET  /sheets/{kind}/{id}       CountySheet    POST as /late/{kind}/{id}
//	GET  /late/{kind}/{id}         CountySheet    POST do=state, from, need-FIELD
//	GET  /money                    CountyMoney    subsidies, papers' examples, funds
//	GET  /money/rate               CountyRate     ?programme, example; POST programme, rule, title, from, amount, share, days, half, age, modes, half_mode, filed, only, cap, per_place, trigger, threshold, figure, source, certainty; do=stop
//	GET  /money/of/{id}            CountyProgramme POST from, to, known: a run
//	GET  /money/run/{id}           CountyRun      ?again=1; POST do=lock|drop, do=pay day, fund, year, voucher, do=paid|struck doubt, found; /money/run/{id}/paper CountyRunPaper; /money/run/{id}/table.xlsx, /money/run/{id}/names.xlsx
//	GET  /money/run/{id}/site/{site}      CountyRunSite
//	GET  /money/run/{id}/site/{site}/{no} CountyRunLine POST reason
//	GET  /fund                     CountyFund     POST fund, year, amount, day, paper, note, corrects; /fund.xlsx ?fund, year
//	GET  /cases                    CountyCases    ?show=turn|late|done, kind, station, page; POST /cases/find number
//	GET  /cases/new                CountyCaseNew  ?station
//	GET  /cases/new/{kind}         CountyCaseForm ?station; POST station, f-FIELD, asked, sure
//	GET  /cases/new/{kind}/paper   CountyCasePaper, to write on by hand
//	GET  /case/{kind}/{id}         CountyCase     POST do=state, from, f-FIELD, asked
//	GET  /case/{kind}/{id}/edit    CountyCaseForm POST seen, f-FIELD, asked, sure
//	POST /case/{kind}/{id}/hand    to; "" nobody in particular
//	POST /case/{kind}/{id}/away    why, words; or back
//	GET  /case/{kind}/{id}/paper   CountyCasePaper, the whole
//	GET  /case/{kind}/{id}/receipt CountyCasePaper, the receipt
//	GET  /case/{kind}/{id}/photo/{field} a picture; POST upload (multipart)
//	GET  /reports                  CountyReports  POST /reports/upload upload (multipart); POST /reports/take name
//	GET  /reports/plan/{id}        CountyReportPlan POST title, every, days, line, room, total, sums, mask, c-N, s-N, do=save|publish|again|end|take-up
//	GET  /reports/{key}/{period}   CountyReportPeriod POST do=send|again|lock; /reports/{key}/{period}/table.xlsx?for= the office's sheet filled in
//	GET  /reports/{key}/{period}/paper CountyReportPaper
//	GET  /report/{id}              CountyReportSheet POST do=checked|asked, from, seen, why
//	GET  /report/{id}/paper        CountyReportPaper
//	GET  /outside                  CountyOutsides ?like; POST name, about, system begins one
//	GET  /outside/{id}             CountyOutside  ?site, show, from; POST do=batch|report, site
//	GET  /outside/{id}/edit        CountyOutsideEdit POST name, format, from-I, fixed-I, day-I, must-I, do; POST /outside/{id}/heads upload (multipart)
//	GET  /outside/{id}/codes/{n}   CountyOutsideCodes POST theirs-I | lines; POST /outside/{id}/codes/{n}/list?columns= upload (multipart)
//	GET  /outside/{id}/of/{subject} CountyOutsideCopy POST number, seen
//	GET  /outside/{id}/file/{batch} CountyOutsideBatch POST do=all|drop; /outside/{id}/file/{batch}/table?for= the file
//	POST /outside/{id}/file/{batch}/answer upload (multipart)
//	GET  /outside/{id}/file/{batch}/answer/{kept} CountyOutsideAnswer POST head, key, ours, second, other, number, why, do=look|keep
//	GET  /ledger                   CountyLedger
//	GET  /draws                    CountyDraw     ?town; POST seed, thrown, witnesses, officers, places, each, town
//	GET  /draws/{id}               CountyDraw     POST do=open
//	GET  /circle                   CountyCircle   ?way=ride; POST site | name, at, children, source; or gone
//	GET  /children                 CountyChildren ?town, station, kind, page, words; POST q, town, station, kind
//	GET  /child/{id}               CountyChild    POST /child/{id}/phone whose=person
//	GET  /open                     CountyOpen     POST /open/hand transfer, site; /open/back transfer
//	GET  /devices                  CountyDevices  POST /devices/ask figures | upload (multipart)
//	  POST /devices/sharing        share=code | part=code
//	GET  /devices/new/{key}        CountyDeviceNew POST name, town, role
//	GET  /devices/done/{key}       CountyDeviceDone; /devices/done/{key}/file the answer
//	GET  /device/{key}             CountyDevice   POST /device/{key}/held release=commit
//	POST /device/{key}/reset       CountyDevice   figures=six of them, read out by telephone
//	GET  /device/{key}/lost        CountyDevice   POST upto=day|, password
//	GET  /device/{key}/opened.xlsx whose data a box could open
//	GET  /roster.xlsx              the roster     ?town, station, kind, for=purpose; without: CountyMessage
//	GET  /erasures                 CountyErasures
//	GET  /erasures/{id}            CountyErasure  POST do=approve|refuse, checked, answer
//	GET  /retention                CountyRetention POST class, years; /retention/hold hold | release, why
//
// The Writer's fields are text, put, letter, letters, del, write, more, from: see [Writer].
package page
