package sheet

// Styles of cells, by their place in cellXfs below: text, text in bold, that in the middle of its
// cell, and days.
const (
	styleText  = "1"
	styleHead  = "2"
	styleTitle = "3"
	styleDay   = "4"
)

const (
	mainNS    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS     = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packageNS = `xmlns="http://schemas.openxmlformats.org/package/2006/`
	mediaType = `application/vnd.openxmlformats-`

	bookHead  = `<workbook ` + mainNS + ` xmlns:r="` + relNS + `">`
	sheetHead = `<worksheet ` + mainNS + `><sheetViews><sheetView%[1]s workbookViewId="0">` +
		`<pane ySplit="%[2]d" topLeftCell="A%[3]d" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`
)

// The parts beside the sheets; of two of them the sheets are the end. Number format 49 is
// 文本; the two fills are the ones that Excel wants to find first.
const (
	typesHead = `<Types ` + packageNS + `content-types">` +
		`<Default Extension="rels" ContentType="` + mediaType + `package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + mediaType + `officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + mediaType + `officedocument.spreadsheetml.styles+xml"/>`
	packageRels = `<Relationships ` + packageNS + `relationships">` +
		`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/>` +
		`</Relationships>`
	relsHead = `<Relationships ` + packageNS + `relationships">`
	styles   = `<styleSheet ` + mainNS + `>` +
		`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left"/></xf></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
		`</styleSheet>`
)
