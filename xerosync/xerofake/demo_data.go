package xerofake

// demoContacts: name | person | street | city,code | currency. The last one
// is archived.
var demoContacts = []string{
	"Kererū Pictures Ltd|Mere Tane|12 Park Road, Miramar|Wellington,6022|NZD",
	"Southerly Films Ltd|Callum Fraser|88 Cuba Street|Wellington,6011|NZD",
	"Long White Productions|Aroha Ngata|5 Ponsonby Road|Auckland,1011|NZD",
	"Tussock Television Ltd|Grace Liu|41 Moray Place|Dunedin,9016|NZD",
	"Paua Commercials Ltd|Ben Sutherland|230 Karangahape Road|Auckland,1010|NZD",
	"Rātā Street Studio|Tui Walker|7 Rata Street|Lower Hutt,5010|NZD",
	"Wharf Theatre Trust|Helen Pryor|3 Queens Wharf|Wellington,6011|NZD",
	"Capital Events Ltd|Sione Fonoti|119 Tory Street|Wellington,6011|NZD",
	"Big Weather Ltd|Jonas Vogel|64 Durham Street|Christchurch,8011|NZD",
	"Mānuka Media|Hine Parata|18 Victoria Street|Hamilton,3204|NZD",
	"Red Door Agency|Priya Nair|77 Victoria Street West|Auckland,1010|NZD",
	"Aotea Broadcast Services|Martin Cole|100 Taranaki Street|Wellington,6011|NZD",
	"Fantail Animation Ltd|Kirsty Bell|9 Tennyson Street|Napier,4110|NZD",
	"Kauri Coast Weddings|Lana Petelo|22 Bank Street|Whangārei,0110|NZD",
	"Ocean Swell Surf Films|Zac Harding|150 Marine Parade|Mount Maunganui,3116|NZD",
	"Glasshouse Music Video|Noah Reid|31 Vivian Street|Wellington,6011|NZD",
	"Tall Poppy Pictures Ltd|Anika Desai|6 Lambton Quay|Wellington,6011|NZD",
	"Nor'west Documentary|Fergus Hall|14 Papanui Road|Christchurch,8014|NZD",
	"Silver Fern Sport TV|Rangi Heke|2 Jervois Quay|Wellington,6011|NZD",
	"Moa Point Rentals Ltd|Stephanie Orr|40 Lyall Parade|Wellington,6022|NZD",
	"Pōhutukawa Drama Ltd|Wiremu Paki|58 Great North Road|Auckland,1021|NZD",
	"Little Blue Penguin Films|Chloe Marsh|11 Thames Street|Oamaru,9400|NZD",
	"Cook Strait Ferries Marketing|David Ryan|1 Aotea Quay|Wellington,6011|NZD",
	"Te Papa Kura School|Maia Rangi|25 Kilbirnie Crescent|Wellington,6022|NZD",
	"Victoria University Drama|Oliver Stone|77 Fairlie Terrace|Wellington,6012|NZD",
	"Onslow Opera|Ruth Abernethy|36 Khandallah Road|Wellington,6035|NZD",
	"Gecko Grip & Gear|Pete Lawson|8 Glover Street|Wellington,6035|NZD",
	"Hutt Valley Live|Vaea Tuala|30 Laings Road|Lower Hutt,5010|NZD",
	"Tōtara Branding|Isla Cameron|16 The Terrace|Wellington,6011|NZD",
	"Five Bridges Film Festival|Emil Novak|44 Courtenay Place|Wellington,6011|NZD",
	"Brightside Realty|Joanna Webb|90 Riddiford Street|Wellington,6021|NZD",
	"Karori Community Hall|Peter Mackay|7 Beauchamp Street|Wellington,6012|NZD",
	"Wattle & Gum Pictures Pty Ltd|Sophie Keane|19 Foveaux Street|Surry Hills,2010|AUD",
	"Bondi Light Co Pty Ltd|Marcus Hale|3 Campbell Parade|Bondi Beach,2026|AUD",
	"Yarra Bend Films Pty Ltd|Tess Donnelly|201 Johnston Street|Abbotsford,3067|AUD",
	"Thames Row Productions|Edward Finch|28 Poland Street|London,W1F 8QN|GBP",
	"Northern Quarter Drama Ltd|Amina Shah|12 Tib Street|Manchester,M4 1PQ|GBP",
	"Canyon Ridge Pictures Inc|Laurel Reyes|4100 West Alameda Avenue|Burbank,91505|USD",
	"Pacific Crest Streaming|Jordan Blake|1201 3rd Avenue|Seattle,98101|USD",
	"Old Dock Studios Ltd|Graham Toms|2 Waterloo Quay|Wellington,6011|NZD",
}

// demoDocument is an invoice or a quote of the demo.
type demoDocument struct {
	contact, daysAgo           int
	status, paid, title, lines string
}

type demoPrice struct{ text, price, account, discount string }

// demoPrices is the price list; decimals of quantities follow the letter.
var demoPrices = map[string]demoPrice{
	"g": {"Gaffer, ten hour day", "950", "205", ""},
	"b": {"Best boy, ten hour day", "720", "205", ""},
	"l": {"Lighting assistant, ten hour day", "560", "205", ""},
	"k": {"Key grip, ten hour day", "900", "205", ""},
	"o": {"Crew overtime, per hour", "142.50", "205", ""},
	"s": {"ARRI SkyPanel S60-C, per day", "180", "201", ""},
	"m": {"ARRI M18 HMI with ballast, per day", "220", "201", ""},
	"a": {"Aputure 600d Pro, per day", "95", "201", ""},
	"d": {"Dolly and 12 m track, per day", "340", "201", "10"},
	"t": {"3 t lighting truck, per day", "320", "201", ""},
	"f": {"Mileage, per km", "1.1250", "200", ""},
	"c": {"Consumables: gel, tape, black wrap", "86.35", "200", ""},
	"x": {"Gear out Monday 7 am, back Friday 5 pm.\nPick-up from our Miramar store.", "", "", ""},
}

var demoInvoices = []demoDocument{
	{0, 212, "PAID", "all", "The Long Harbour, block 1", "x1 g10 b10 l20 s6 m4 t10"},
	{1, 198, "PAID", "all", "Ferry commercial", "g2 b2 s4 t2 c1"},
	{2, 187, "PAID", "all", "Cook pilot", "g5 k5 d5 m3 f412"},
	{3, 171, "VOIDED", "", "Otago outdoors, wrong month", "g3 s4"},
	{3, 170, "PAID", "all", "Otago outdoors", "g3 b3 s4 f726.5"},
	{6, 160, "PAID", "all", "Winter season rig", "l4 a8 c1"},
	{32, 154, "PAID", "all", "Two Rivers, NZ unit", "g6 b6 s8 t6"},
	{7, 140, "PAID", "all", "Mayor's reception", "l2 a6"},
	{10, 133, "PAID", "all", "Bank spring campaign", "g1 b1 s4 m2 t1 c2"},
	{37, 121, "PAID", "all", "Glacier plates", "g4 k4 d4 m4 f988.25"},
	{15, 112, "PAID", "all", "Night Bus video", "g1 l2 s2 o3.5"},
	{18, 98, "PAID", "all", "Test match lights", "b2 l4 a10"},
	{20, 90, "AUTHORISED", "part", "Salt Road, episodes 1 to 2", "x1 g12 b12 l24 s8 m6 d6 t12"},
	{4, 83, "AUTHORISED", "", "Yoghurt TVC", "g1 k1 s4 d1 c1"},
	{35, 75, "AUTHORISED", "part", "The Cartographer, NZ plates", "g3 b3 m3 t3"},
	{8, 66, "AUTHORISED", "", "Storm interviews", "g2 s2 f318"},
	{12, 58, "DELETED", "", "Duplicate of storm interviews", "g2 s2"},
	{16, 51, "AUTHORISED", "credit", "Poppy short film", "g3 b3 s4 a4"},
	{11, 44, "AUTHORISED", "", "Election studio", "g2 l6 a12 o6"},
	{22, 38, "AUTHORISED", "part", "Summer timetable spot", "g1 b1 s3 m1"},
	{24, 31, "AUTHORISED", "", "Student production rig", "l3 a6 c1"},
	{0, 24, "AUTHORISED", "", "The Long Harbour, block 2", "g10 b10 l20 s6 m4 t10 o14.25"},
	{33, 17, "AUTHORISED", "", "Surf brand launch", "g2 s4 a4"},
	{28, 13, "AUTHORISED", "", "Brand film, day 1", "g1 l1 s2"},
	{14, 10, "AUTHORISED", "", "Raglan winter swell", "k2 d2 f540.75"},
	{5, 8, "SUBMITTED", "", "Studio pre-light", "b2 l2 s6"},
	{26, 6, "SUBMITTED", "", "Sub-hire, May", "s6 m2"},
	{9, 4, "DRAFT", "", "Regional news refit", "g1 a8"},
	{29, 3, "DRAFT", "", "Opening night", "l3 a10 c1"},
	{17, 2, "DRAFT", "", "High country, week 1", "g5 s2 f804"},
	{1, 0, "DRAFT", "", "Ferry commercial, pick-ups", "g1 s2"},
}

var demoQuotes = []demoDocument{
	{2, 95, "INVOICED", "", "Cook, series 1 pre-light", "g5 b5 s8 t5"},
	{7, 71, "DECLINED", "", "Harbour fireworks", "l8 a20"},
	{21, 60, "SENT", "", "Penguin colony, night shoot", "g3 a6 f488"},
	{38, 47, "ACCEPTED", "", "Pacific rim, NZ unit", "g12 b12 k12 m6 d12 t12"},
	{13, 40, "DELETED", "", "Beach wedding", "l1 a4"},
	{34, 33, "SENT", "", "Yarra nights, Wellington unit", "g8 b8 s6 t8"},
	{25, 26, "ACCEPTED", "", "Summer opera", "x1 g6 l12 a16 c2"},
	{19, 20, "SENT", "", "Cross-hire, July", "s8 m4"},
	{36, 14, "SENT", "", "Moorland, second unit", "g4 b4 m4"},
	{30, 9, "DECLINED", "", "House of the week", "l1 a3"},
	{23, 5, "DRAFT", "", "School musical", "l2 a8"},
	{27, 1, "DRAFT", "", "Riverbank concert", "g2 l6 a20 t2"},
}
