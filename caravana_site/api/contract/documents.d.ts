/* Written by `manage.py api_contract` from the schemas beside it: do not edit. */

/**
 * A document of any kind, told apart by its `type`.
 */
export type AnyDocument =
  | AudienceDocument
  | KitResourceDocument
  | OrganisationDocument
  | PageDocument
  | PracticeDocument
  | SiteDocument
  | StopDocument
  | TechnologyDocument
  | ThemeDocument;

/**
 * Who benefits from practices.
 */
export interface AudienceDocument {
  type: "audience";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  /**
   * The same in every language; filters take it.
   */
  key: string;
}
/**
 * The same thing in a language.
 */
export interface Alternate {
  locale: string;
  url: string | null;
  /**
   * The document in that language.
   */
  api: string;
}
/**
 * What may be done with it.
 */
export interface Licence {
  /**
   * SPDX identifier, or `permission` or `reserved`.
   */
  id: string;
  name: string;
  /**
   * The licence's own text.
   */
  url: string | null;
}
/**
 * A tool of the kit: what helps a host, a rapporteur or whoever tells of a stop.
 */
export interface KitResourceDocument {
  type: "kit-resource";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  description: string;
  /**
   * For whom: `host`, `rapporteur`, `communication`.
   */
  roles: Term[];
  /**
   * For which stops: `in_person`, `online`, `hybrid`.
   */
  formats: Term[];
  phase: Term1;
  weight: Term2;
  kind: Term;
  /**
   * How long it takes to use it.
   */
  duration_seconds: number | null;
  order: number;
  version: KitVersion;
  /**
   * The latest first.
   */
  earlier_versions: KitVersion[];
  /**
   * Whether it adapts somebody else's work.
   */
  adapts_work: boolean;
  /**
   * Whose work it adapts or owes something to, in the words of its page.
   */
  builds_on: string | null;
  /**
   * Of each language that has some, the document's own first.
   */
  files: KitFiles[];
  body: (
    | KitBodyHeadingBlock
    | KitBodyParagraphBlock
    | KitBodyQuoteBlock
    | KitBodyFigureBlock
    | KitBodyCalloutBlock
    | KitBodyStepsBlock
    | KitBodyTableBlock
    | KitBodyAccordionBlock
    | KitBodyCallToActionBlock
    | KitBodyContactBlock
    | KitBodyPictureBlock
    | KitBodyGalleryBlock
    | KitBodyBeforeAfterBlock
    | KitBodyDownloadBlock
    | KitBodyVideoBlock
  )[];
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term {
  key: string;
  name: string;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term1 {
  key: string;
  name: string;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term2 {
  key: string;
  name: string;
}
/**
 * A version as it was published.
 */
export interface KitVersion {
  version: string;
  date: string;
  /**
   * What is new in it.
   */
  changes: string | null;
}
/**
 * The files of one language.
 */
export interface KitFiles {
  locale: string;
  /**
   * To write in: ODT or DOCX.
   */
  editable: File | null;
  /**
   * To read or print: a tagged PDF with title and language.
   */
  accessible: File | null;
}
/**
 * A file to download.
 */
export interface File {
  title: string;
  url: string;
  media_type: string;
  bytes: number | null;
  language: string | null;
  licence: Licence;
}
export interface KitBodyHeadingBlock {
  type: "heading";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyHeading;
}
export interface KitBodyHeading {
  text: string;
}
export interface KitBodyParagraphBlock {
  type: "paragraph";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyParagraph;
}
export interface KitBodyParagraph {
  text: RichText;
}
/**
 * A text with paragraphs, lists and links.
 */
export interface RichText {
  /**
   * Clean HTML; every address in it is absolute.
   */
  html: string;
  /**
   * The same words without markup.
   */
  text: string;
}
export interface KitBodyQuoteBlock {
  type: "quote";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyQuote;
}
export interface KitBodyQuote {
  text: string;
  attribution: string;
}
export interface KitBodyFigureBlock {
  type: "figure";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyFigure;
}
export interface KitBodyFigure {
  number: string;
  label: string;
  source: string | null;
}
export interface KitBodyCalloutBlock {
  type: "callout";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyCallout;
}
export interface KitBodyCallout {
  kind: "tip" | "warning" | "note";
  title: string | null;
  text: RichText;
}
export interface KitBodyStepsBlock {
  type: "steps";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodySteps;
}
export interface KitBodySteps {
  steps: KitBodyStepsStepsItem[];
}
export interface KitBodyStepsStepsItem {
  title: string;
  text: string | null;
  duration: string | null;
  who: string | null;
}
export interface KitBodyTableBlock {
  type: "table";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: Table;
}
/**
 * A table with headings.
 */
export interface Table {
  caption: string | null;
  columns: TableColumn[];
  rows: string[][];
}
/**
 * A column of a table.
 */
export interface TableColumn {
  /**
   * What its cells hold: `text`, or `number` for figures to be aligned.
   */
  kind: string;
  heading: string;
}
export interface KitBodyAccordionBlock {
  type: "accordion";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyAccordion;
}
export interface KitBodyAccordion {
  items: KitBodyAccordionItemsItem[];
}
export interface KitBodyAccordionItemsItem {
  title: string;
  text: RichText;
}
export interface KitBodyCallToActionBlock {
  type: "call_to_action";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyCallToAction;
}
export interface KitBodyCallToAction {
  text: string | null;
  label: string;
  page: Link | null;
  url: string | null;
}
/**
 * A link as somebody wrote it: to a page of this site or elsewhere.
 */
export interface Link {
  url: string;
  title: string | null;
  /**
   * Of a page of this site, its language.
   */
  locale: string | null;
}
export interface KitBodyContactBlock {
  type: "contact";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyContact;
}
export interface KitBodyContact {
  introduction: string | null;
}
export interface KitBodyPictureBlock {
  type: "picture";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyPicture;
}
export interface KitBodyPicture {
  image: Picture | null;
  caption: string | null;
}
/**
 * A picture ready to be shown.
 */
export interface Picture {
  /**
   * Alternative text in the document's language; empty when the picture is decorative.
   */
  alt: string;
  width: number;
  height: number;
  focal_point: FocalPoint | null;
  credit: string | null;
  licence: Licence;
  src: string;
  /**
   * The same picture in several widths, smallest first.
   */
  srcset: Rendition[];
}
/**
 * What must be seen of a picture when it is cropped, as fractions of its width and height from the top left.
 */
export interface FocalPoint {
  x: number;
  y: number;
}
/**
 * A picture in one size.
 */
export interface Rendition {
  url: string;
  width: number;
  height: number;
  format: "webp" | "jpeg" | "png" | "svg";
}
export interface KitBodyGalleryBlock {
  type: "gallery";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyGallery;
}
export interface KitBodyGallery {
  images: KitBodyGalleryImagesItem[];
}
export interface KitBodyGalleryImagesItem {
  image: Picture | null;
  caption: string | null;
}
export interface KitBodyBeforeAfterBlock {
  type: "before_after";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyBeforeAfter;
}
export interface KitBodyBeforeAfter {
  before: KitBodyBeforeAfterBefore;
  after: KitBodyBeforeAfterAfter;
}
export interface KitBodyBeforeAfterBefore {
  image: Picture | null;
  caption: string | null;
}
export interface KitBodyBeforeAfterAfter {
  image: Picture | null;
  caption: string | null;
}
export interface KitBodyDownloadBlock {
  type: "download";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: KitBodyDownload;
}
export interface KitBodyDownload {
  document: File | null;
  text: string | null;
}
export interface KitBodyVideoBlock {
  type: "video";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: WrittenVideo;
}
/**
 * A video from elsewhere with what is said in it.
 */
export interface WrittenVideo {
  title: string;
  /**
   * None where the provider is allowed no more.
   */
  video: Video | null;
  transcript: RichText;
}
/**
 * A video that plays at a provider's.
 */
export interface Video {
  provider: string;
  /**
   * The provider's page of it.
   */
  url: string;
  /**
   * The player, the one with the fewest cookies that the provider has.
   */
  embed_url: string;
  /**
   * Whether playing it asks somebody else than this site: ask your reader first.
   */
  loads_third_party: boolean;
}
/**
 * A public body that has published something, or made something of another's practice.
 */
export interface OrganisationDocument {
  type: "organisation";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  kind: Term;
  territory: Territory;
  /**
   * People whom it serves.
   */
  population: number | null;
  population_year: number | null;
  population_source: string | null;
  population_band: Term;
  coordinates: Coordinates | null;
  /**
   * In the register of local bodies of Catalonia.
   */
  ens_code: string | null;
  /**
   * In the common directory of Spain's public bodies.
   */
  dir3: string | null;
  website: string | null;
  logo: Picture | null;
  /**
   * What it can show to others.
   */
  themes_offered: Term[];
  /**
   * What it wants to learn about.
   */
  themes_sought: Term[];
  /**
   * Of this language, newest first.
   */
  practices: BodyPractice[];
  /**
   * Of this language, the last one first.
   */
  stops: BodyStop[];
  /**
   * What it made of others’ practices.
   */
  replications: BodyReplication[];
}
/**
 * Where a body is, in the official registers' codes and names.
 */
export interface Territory {
  /**
   * Of a body of one municipality; its key is the INE code.
   */
  municipality: Term | null;
  comarca: Term | null;
  /**
   * Its key is the INE code.
   */
  province: Term | null;
}
/**
 * A point of the map, in degrees (WGS 84).
 */
export interface Coordinates {
  latitude: number;
  longitude: number;
}
/**
 * A practice that the body leads or helped with.
 */
export interface BodyPractice {
  type: "practice";
  uuid: string;
  title: string;
  /**
   * Permanent identifier; it leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site, in `locale`.
   */
  url: string | null;
  locale: string;
  part: "leader" | "collaborator";
  archived: boolean;
  is_sample: boolean;
}
/**
 * A stop of the caravan that the body hosts or reports.
 */
export interface BodyStop {
  type: "stop";
  uuid: string;
  title: string;
  /**
   * Permanent identifier; it leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site, in `locale`.
   */
  url: string | null;
  locale: string;
  part: "host" | "rapporteur";
  start: string;
  is_sample: boolean;
}
/**
 * What this body made of another's practice.
 */
export interface BodyReplication {
  state: Term;
  /**
   * Since when it is so.
   */
  happened_on: string;
  /**
   * The language of what is told: its own where nobody has translated it.
   */
  locale: string;
  what_changed: string;
  result: string | null;
  practice: Reference;
  practice_is_sample: boolean;
}
/**
 * Another thing that can be read here, as a name and the ways to it.
 */
export interface Reference {
  type: string;
  uuid: string;
  title: string;
  /**
   * Permanent identifier; it leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site, in `locale`.
   */
  url: string | null;
  locale: string;
}
/**
 * A page of the site that is not a practice, a stop or a resource of the kit.
 */
export interface PageDocument {
  type: "page";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  /**
   * In a sentence or two, for search results and cards.
   */
  description: string;
  /**
   * The page that it stands below; None for a home page.
   */
  parent: Reference | null;
  /**
   * What the page holds; its `page_type` says which of these it is.
   */
  content:
    | OrdinaryContent
    | HomeContent
    | TakePartContent
    | PressContent
    | AccessibilityStatementContent
    | PracticeIndexContent
    | StopIndexContent
    | KitIndexContent;
}
/**
 * An ordinary page, such as a legal notice.
 */
export interface OrdinaryContent {
  page_type: "content";
  introduction: string;
  body: (
    | PageBodyHeadingBlock
    | PageBodyParagraphBlock
    | PageBodyQuoteBlock
    | PageBodyFigureBlock
    | PageBodyCalloutBlock
    | PageBodyStepsBlock
    | PageBodyTableBlock
    | PageBodyAccordionBlock
    | PageBodyCallToActionBlock
    | PageBodyContactBlock
    | PageBodyPictureBlock
    | PageBodyGalleryBlock
    | PageBodyBeforeAfterBlock
    | PageBodyDownloadBlock
    | PageBodyVideoBlock
  )[];
}
export interface PageBodyHeadingBlock {
  type: "heading";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyHeading;
}
export interface PageBodyHeading {
  text: string;
}
export interface PageBodyParagraphBlock {
  type: "paragraph";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyParagraph;
}
export interface PageBodyParagraph {
  text: RichText;
}
export interface PageBodyQuoteBlock {
  type: "quote";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyQuote;
}
export interface PageBodyQuote {
  text: string;
  attribution: string;
}
export interface PageBodyFigureBlock {
  type: "figure";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyFigure;
}
export interface PageBodyFigure {
  number: string;
  label: string;
  source: string | null;
}
export interface PageBodyCalloutBlock {
  type: "callout";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyCallout;
}
export interface PageBodyCallout {
  kind: "tip" | "warning" | "note";
  title: string | null;
  text: RichText;
}
export interface PageBodyStepsBlock {
  type: "steps";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodySteps;
}
export interface PageBodySteps {
  steps: PageBodyStepsStepsItem[];
}
export interface PageBodyStepsStepsItem {
  title: string;
  text: string | null;
  duration: string | null;
  who: string | null;
}
export interface PageBodyTableBlock {
  type: "table";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: Table;
}
export interface PageBodyAccordionBlock {
  type: "accordion";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyAccordion;
}
export interface PageBodyAccordion {
  items: PageBodyAccordionItemsItem[];
}
export interface PageBodyAccordionItemsItem {
  title: string;
  text: RichText;
}
export interface PageBodyCallToActionBlock {
  type: "call_to_action";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyCallToAction;
}
export interface PageBodyCallToAction {
  text: string | null;
  label: string;
  page: Link | null;
  url: string | null;
}
export interface PageBodyContactBlock {
  type: "contact";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyContact;
}
export interface PageBodyContact {
  introduction: string | null;
}
export interface PageBodyPictureBlock {
  type: "picture";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyPicture;
}
export interface PageBodyPicture {
  image: Picture | null;
  caption: string | null;
}
export interface PageBodyGalleryBlock {
  type: "gallery";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyGallery;
}
export interface PageBodyGallery {
  images: PageBodyGalleryImagesItem[];
}
export interface PageBodyGalleryImagesItem {
  image: Picture | null;
  caption: string | null;
}
export interface PageBodyBeforeAfterBlock {
  type: "before_after";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyBeforeAfter;
}
export interface PageBodyBeforeAfter {
  before: PageBodyBeforeAfterBefore;
  after: PageBodyBeforeAfterAfter;
}
export interface PageBodyBeforeAfterBefore {
  image: Picture | null;
  caption: string | null;
}
export interface PageBodyBeforeAfterAfter {
  image: Picture | null;
  caption: string | null;
}
export interface PageBodyDownloadBlock {
  type: "download";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PageBodyDownload;
}
export interface PageBodyDownload {
  document: File | null;
  text: string | null;
}
export interface PageBodyVideoBlock {
  type: "video";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: WrittenVideo;
}
/**
 * The front of the site. Lists of practices and stops have documents of their own.
 */
export interface HomeContent {
  page_type: "home";
  /**
   * First half of the headline: what worked.
   */
  headline_worked: string;
  /**
   * Second half of the headline: what was hard.
   */
  headline_hard: string;
  lead: string;
  stops: PageSection;
  themes: PageSection1;
  purpose_heading: string;
  purpose: RichText;
  roles: PageSection2;
  /**
   * The ways to take part, in short.
   */
  lanes: HomeLanesLaneBlock[];
  closing: PageSection3;
}
/**
 * What stands above the stops.
 */
export interface PageSection {
  heading: string;
  introduction: string;
}
/**
 * What stands above the themes.
 */
export interface PageSection1 {
  heading: string;
  introduction: string;
}
/**
 * What stands above the lanes.
 */
export interface PageSection2 {
  heading: string;
  introduction: string;
}
export interface HomeLanesLaneBlock {
  type: "lane";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: HomeLanesLane;
}
export interface HomeLanesLane {
  title: string;
  introduction: string;
  steps: string[];
}
/**
 * A part of a page, as its heading and what stands below it.
 */
export interface PageSection3 {
  heading: string;
  introduction: string;
}
/**
 * How to take part.
 */
export interface TakePartContent {
  page_type: "take_part";
  introduction: string;
  roads_heading: string;
  /**
   * The roles step by step, to be shown side by side.
   */
  roads: TakePartRoadsRoadBlock[];
  questions_heading: string;
  questions: TakePartQuestionsQuestionBlock[];
  closing: PageSection3;
}
export interface TakePartRoadsRoadBlock {
  type: "road";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: TakePartRoadsRoad;
}
export interface TakePartRoadsRoad {
  title: string;
  introduction: string;
  effort: string | null;
  steps: TakePartRoadsRoadStepsItem[];
  button: string;
}
export interface TakePartRoadsRoadStepsItem {
  title: string;
  text: string;
  duration: string | null;
}
export interface TakePartQuestionsQuestionBlock {
  type: "question";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: TakePartQuestionsQuestion;
}
export interface TakePartQuestionsQuestion {
  title: string;
  text: RichText;
}
/**
 * For who writes about the caravan.
 */
export interface PressContent {
  page_type: "press";
  introduction: string;
  about: RichText1;
  /**
   * None while the site's own contact serves the press too.
   */
  contact: PressContact | null;
  /**
   * Pictures that may be printed with their credit.
   */
  pictures: PressPicturesPictureBlock[];
}
/**
 * A text with paragraphs, lists and links.
 */
export interface RichText1 {
  /**
   * Clean HTML; every address in it is absolute.
   */
  html: string;
  /**
   * The same words without markup.
   */
  text: string;
}
/**
 * Whom the press may call.
 */
export interface PressContact {
  name: string;
  email: string;
  phone: string;
}
export interface PressPicturesPictureBlock {
  type: "picture";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PressPicturesPicture;
}
export interface PressPicturesPicture {
  image: Picture | null;
  caption: string | null;
}
/**
 * The accessibility statement, in the parts of Implementing Decision (EU) 2018/1523.
 */
export interface AccessibilityStatementContent {
  page_type: "accessibility_statement";
  introduction: string;
  status: Term3;
  inaccessible: Inaccessible[];
  prepared_on: string;
  method: string;
  reviewed_on: string;
  feedback: RichText;
  enforcement: RichText;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term3 {
  key: string;
  name: string;
}
/**
 * Something of the site that is not accessible.
 */
export interface Inaccessible {
  reason: Term4;
  text: string;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term4 {
  key: string;
  name: string;
}
/**
 * What stands above the list of practices.
 */
export interface PracticeIndexContent {
  page_type: "practice_index";
  introduction: string;
}
/**
 * What stands above the calendar of stops.
 */
export interface StopIndexContent {
  page_type: "stop_index";
  introduction: string;
}
/**
 * What stands around the kit.
 */
export interface KitIndexContent {
  page_type: "kit_index";
  introduction: string;
  /**
   * Whose work the kit builds on.
   */
  thanks: RichText | null;
}
/**
 * A good practice: what was done, what it is worth and what was hard.
 */
export interface PracticeDocument {
  type: "practice";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  summary: string;
  /**
   * Whose practice it is.
   */
  organisation: Body | null;
  collaborators: Body[];
  lead_picture: Picture | null;
  /**
   * The main one.
   */
  theme: Term | null;
  other_themes: Term[];
  audiences: Term[];
  technologies: Term[];
  sdgs: Goal[];
  status: Term;
  started: string | null;
  ended: string | null;
  featured: boolean;
  /**
   * None while somebody keeps it up to date.
   */
  archived: Archived | null;
  /**
   * When somebody last checked that all of this is true.
   */
  reviewed_on: string | null;
  story: (
    | PracticeStoryProblemBlock
    | PracticeStorySolutionBlock
    | PracticeStoryStepsBlock
    | PracticeStoryValueBlock
    | PracticeStoryLessonsBlock
    | PracticeStoryNotAgainBlock
    | PracticeStoryHeadingBlock
    | PracticeStoryParagraphBlock
    | PracticeStoryQuoteBlock
    | PracticeStoryFigureBlock
    | PracticeStoryCalloutBlock
    | PracticeStoryTableBlock
    | PracticeStoryPictureBlock
    | PracticeStoryGalleryBlock
    | PracticeStoryBeforeAfterBlock
    | PracticeStoryDownloadBlock
    | PracticeStoryVideoBlock
  )[];
  interviews: PracticeInterview[];
  /**
   * Its glyph: a straight stretch for each success, a bend for each difficulty.
   */
  road: ("success" | "difficulty")[];
  successes: Success[];
  difficulties: Difficulty[];
  milestones: Milestone[];
  results: Result[];
  no_results_reason: string | null;
  resources: Resources;
  transfer: Transfer;
  replications: PracticeReplication[];
  /**
   * The bodies to cite.
   */
  authors: string[];
  /**
   * How to cite it, in one line.
   */
  citation: string;
}
/**
 * A public body, with where it is and how many people it serves.
 */
export interface Body {
  type: "organisation";
  uuid: string;
  title: string;
  /**
   * Permanent identifier; it leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site, in `locale`.
   */
  url: string | null;
  locale: string;
  kind: Term;
  territory: Territory;
  /**
   * People whom it serves.
   */
  population: number | null;
  population_band: Term;
  coordinates: Coordinates | null;
}
/**
 * A Sustainable Development Goal of the United Nations.
 */
export interface Goal {
  number: number;
  name: string;
}
/**
 * Kept to be read: nobody keeps it up to date.
 */
export interface Archived {
  reason: string | null;
  /**
   * The language of the reason, which may wait for its translation.
   */
  locale: string | null;
}
export interface PracticeStoryProblemBlock {
  type: "problem";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryProblem;
}
export interface PracticeStoryProblem {
  text: RichText;
}
export interface PracticeStorySolutionBlock {
  type: "solution";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStorySolution;
}
export interface PracticeStorySolution {
  text: RichText;
}
export interface PracticeStoryStepsBlock {
  type: "steps";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStorySteps;
}
export interface PracticeStorySteps {
  steps: PracticeStoryStepsStepsItem[];
}
export interface PracticeStoryStepsStepsItem {
  title: string;
  text: string | null;
  duration: string | null;
  who: string | null;
}
export interface PracticeStoryValueBlock {
  type: "value";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryValue;
}
export interface PracticeStoryValue {
  text: RichText;
}
export interface PracticeStoryLessonsBlock {
  type: "lessons";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryLessons;
}
export interface PracticeStoryLessons {
  text: RichText;
}
export interface PracticeStoryNotAgainBlock {
  type: "not_again";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryNotAgain;
}
export interface PracticeStoryNotAgain {
  text: RichText;
}
export interface PracticeStoryHeadingBlock {
  type: "heading";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryHeading;
}
export interface PracticeStoryHeading {
  text: string;
}
export interface PracticeStoryParagraphBlock {
  type: "paragraph";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryParagraph;
}
export interface PracticeStoryParagraph {
  text: RichText;
}
export interface PracticeStoryQuoteBlock {
  type: "quote";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryQuote;
}
export interface PracticeStoryQuote {
  text: string;
  attribution: string;
}
export interface PracticeStoryFigureBlock {
  type: "figure";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryFigure;
}
export interface PracticeStoryFigure {
  number: string;
  label: string;
  source: string | null;
}
export interface PracticeStoryCalloutBlock {
  type: "callout";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryCallout;
}
export interface PracticeStoryCallout {
  kind: "tip" | "warning" | "note";
  title: string | null;
  text: RichText;
}
export interface PracticeStoryTableBlock {
  type: "table";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: Table;
}
export interface PracticeStoryPictureBlock {
  type: "picture";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryPicture;
}
export interface PracticeStoryPicture {
  image: Picture | null;
  caption: string | null;
}
export interface PracticeStoryGalleryBlock {
  type: "gallery";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryGallery;
}
export interface PracticeStoryGallery {
  images: PracticeStoryGalleryImagesItem[];
}
export interface PracticeStoryGalleryImagesItem {
  image: Picture | null;
  caption: string | null;
}
export interface PracticeStoryBeforeAfterBlock {
  type: "before_after";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryBeforeAfter;
}
export interface PracticeStoryBeforeAfter {
  before: PracticeStoryBeforeAfterBefore;
  after: PracticeStoryBeforeAfterAfter;
}
export interface PracticeStoryBeforeAfterBefore {
  image: Picture | null;
  caption: string | null;
}
export interface PracticeStoryBeforeAfterAfter {
  image: Picture | null;
  caption: string | null;
}
export interface PracticeStoryDownloadBlock {
  type: "download";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: PracticeStoryDownload;
}
export interface PracticeStoryDownload {
  document: File | null;
  text: string | null;
}
export interface PracticeStoryVideoBlock {
  type: "video";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: WrittenVideo;
}
/**
 * An interview on video.
 */
export interface PracticeInterview {
  /**
   * The same in every language.
   */
  uuid: string;
  title: string;
  /**
   * Where it is on its practice's page.
   */
  url: string;
  /**
   * A picture of 960 × 540 pixels or less; it says nothing that is not said.
   */
  poster: string | null;
  /**
   * Where it plays, if that is at a provider's.
   */
  video: Video | null;
  /**
   * The video itself, if it is on this site.
   */
  file: File | null;
  /**
   * Whether playing it asks somebody else than this site: ask your reader first.
   */
  loads_third_party: boolean;
  duration_seconds: number | null;
  recorded_on: string | null;
  /**
   * Who is interviewed, by their post.
   */
  role: string | null;
  /**
   * The body that asks.
   */
  interviewer: string | null;
  spoken_language: Term;
  captions: CaptionTrack[];
  /**
   * Of transcript and chapters.
   */
  transcript_language: string | null;
  transcript: Paragraph[];
  chapters: Chapter[];
  /**
   * How who cannot see the pictures learns what they show.
   */
  visual_information: Term | null;
  /**
   * The version with audio description, at a provider's.
   */
  described_video: Video | null;
  /**
   * The same, on this site.
   */
  described_file: File | null;
}
/**
 * Captions in one language.
 */
export interface CaptionTrack {
  language: string;
  /**
   * A WebVTT file.
   */
  url: string;
}
/**
 * What one voice says.
 */
export interface Paragraph {
  /**
   * From the beginning of the video; none where nobody wrote it.
   */
  start_seconds: number | null;
  speaker: string | null;
  text: string;
}
/**
 * A part of the video.
 */
export interface Chapter {
  start_seconds: number;
  title: string;
}
/**
 * What worked (encert).
 */
export interface Success {
  title: string;
  text: string;
}
/**
 * What was hard (dificultat), and how it stands.
 */
export interface Difficulty {
  title: string;
  text: string;
  kind: Term;
  state: Term;
  how_solved: string | null;
}
/**
 * A month of the practice's road.
 */
export interface Milestone {
  /**
   * As in `2024-03`.
   */
  month: string;
  text: string;
  kind: Term;
}
/**
 * An indicator before and after.
 */
export interface Result {
  indicator: string;
  before: number;
  after: number;
  unit: string | null;
  period: string;
  source_url: string | null;
}
/**
 * What it takes: money, time, people.
 */
export interface Resources {
  /**
   * VAT included; 0 if it cost nothing.
   */
  initial_cost_euros: number | null;
  yearly_cost_euros: number | null;
  cost_band: Term5;
  /**
   * Of the figures.
   */
  cost_year: number | null;
  /**
   * From the decision to the first person served.
   */
  setup_months: number | null;
  /**
   * Of own staff until it ran, everybody added up.
   */
  staff_hours: number | null;
  /**
   * The technical capacity that a body needs to begin.
   */
  capacity: Term | null;
  profiles: string | null;
  /**
   * What another administration lends.
   */
  shared_services: string | null;
  funding: string | null;
  legal_basis: string | null;
  /**
   * What the figures leave out.
   */
  note: string | null;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term5 {
  key: string;
  name: string;
}
/**
 * How another body would do it.
 */
export interface Transfer {
  steps: TransferStep[];
  needed_first: string | null;
  must_adapt: string | null;
  /**
   * How a small town would do it.
   */
  small_town: string | null;
  reusable_parts: ReusablePart[];
}
/**
 * One thing to do, in order, to repeat the practice.
 */
export interface TransferStep {
  title: string;
  text: string | null;
  /**
   * In words.
   */
  duration: string | null;
}
/**
 * Something that another body can take.
 */
export interface ReusablePart {
  title: string;
  file: File | null;
  /**
   * Where it is, if it is no file of this site.
   */
  url: string | null;
  licence: Licence;
  /**
   * Of software published as open source.
   */
  publiccode_url: string | null;
}
/**
 * What another body made of this practice.
 */
export interface PracticeReplication {
  state: Term;
  /**
   * Since when it is so.
   */
  happened_on: string;
  /**
   * The language of what is told: its own where nobody has translated it.
   */
  locale: string;
  what_changed: string;
  result: string | null;
  /**
   * None where it is known by its name alone.
   */
  organisation: Reference | null;
  organisation_name: string;
}
/**
 * The site in one language: what a front end needs around every page.
 */
export interface SiteDocument {
  type: "site";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  tagline: string;
  home_url: string | null;
  languages: SiteLanguage[];
  /**
   * The language that most texts are written in first.
   */
  source_locale: string;
  promoter: Promoter | null;
  explainer: Explainer;
  footer_text: string;
  contact: SiteContact;
  profiles: SiteProfile[];
  privacy_page: Link | null;
  menus: SiteMenus;
}
/**
 * A language that the site has a home page in.
 */
export interface SiteLanguage {
  locale: string;
  /**
   * Its own name for itself.
   */
  name: string;
  home_url: string;
}
/**
 * Who promotes the caravan.
 */
export interface Promoter {
  name: string;
  url: string | null;
  logo: Picture | null;
}
/**
 * How to take part, as a video and in writing; either may be missing.
 */
export interface Explainer {
  video: Video | null;
  poster: Picture | null;
  transcript: RichText | null;
  steps: SiteStep[];
}
/**
 * A step of how to take part.
 */
export interface SiteStep {
  title: string;
  text: string;
}
/**
 * How to reach the caravan, as the site shows it; what is not known is empty.
 */
export interface SiteContact {
  name: string;
  email: string;
  phone: string;
  address: string;
}
/**
 * The caravan on a social network.
 */
export interface SiteProfile {
  name: string;
  url: string;
}
/**
 * The menus, each in the site's order.
 */
export interface SiteMenus {
  /**
   * Practices, stops and kit: the site's header.
   */
  sections: MenuEntry[];
  /**
   * The other pages below the home page: the footer.
   */
  about: MenuEntry[];
  /**
   * Pages inside a section, such as the form for a stop.
   */
  below: MenuEntry[];
  /**
   * Of those below, the page where a stop is asked for.
   */
  stop_request: MenuEntry | null;
}
/**
 * A page in a menu.
 */
export interface MenuEntry {
  title: string;
  url: string;
  uuid: string;
  /**
   * Of its document; None for a page that programs cannot read.
   */
  type: string | null;
  uri: string | null;
  /**
   * Of a document of type `page`, its content's `page_type`.
   */
  page_type: string | null;
}
/**
 * A stop of the caravan: who shows what to whom, when and where.
 *
 * Nothing here changes by itself when the day comes. What the stop's page shows only until the stop ends is therefore
 * not here or is for the reader to end: the address to follow it from home is in no document (the page shows it, of
 * stops that are open to everybody), and registration ends with its deadline or with the stop.
 */
export interface StopDocument {
  type: "stop";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's Event, ready to be embedded. Empty of an invented one, which search engines are not told of.
   */
  json_ld: {
    [k: string]: unknown;
  };
  summary: string;
  host: Body;
  rapporteur: Body | null;
  /**
   * It has none and may still take place. It seeks one no more once `end` has passed.
   */
  seeks_rapporteur: boolean;
  /**
   * The main one first.
   */
  themes: Term[];
  /**
   * What it is about or what came of it; in the document's language where they are translated.
   */
  practices: Reference[];
  /**
   * With Madrid's offset on that day.
   */
  start: string;
  /**
   * With Madrid's offset on that day.
   */
  end: string;
  format: Term6;
  attendance: Term7;
  location: StopLocation;
  /**
   * People.
   */
  capacity: number | null;
  /**
   * None where it does not take place.
   */
  registration_url: string | null;
  /**
   * The last day, included, in Madrid.
   */
  registration_deadline: string | null;
  state: Term8;
  /**
   * Why it is postponed or cancelled.
   */
  state_reason: StateReason | null;
  programme: ProgrammeEntry[];
  /**
   * What was written after the visit.
   */
  chronicle: (
    | StopChronicleHeadingBlock
    | StopChronicleParagraphBlock
    | StopChronicleQuoteBlock
    | StopChronicleFigureBlock
    | StopChronicleCalloutBlock
    | StopChronicleStepsBlock
    | StopChronicleTableBlock
    | StopChronicleAccordionBlock
    | StopChronicleCallToActionBlock
    | StopChronicleContactBlock
    | StopChroniclePictureBlock
    | StopChronicleGalleryBlock
    | StopChronicleBeforeAfterBlock
    | StopChronicleDownloadBlock
    | StopChronicleVideoBlock
  )[];
  materials: StopMaterial[];
  calendar: CalendarEntry;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term6 {
  key: string;
  name: string;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term7 {
  key: string;
  name: string;
}
/**
 * Where the stop is. Of one that is only online, where its host is.
 */
export interface StopLocation {
  /**
   * The place as it is said, to be put before the title.
   */
  town: string;
  /**
   * The room and the building.
   */
  place: string | null;
  address: string | null;
  /**
   * What there is for people with disabilities, and what there is not.
   */
  accessibility: string | null;
  territory: Territory;
  /**
   * None of a stop that is only online.
   */
  coordinates: StopCoordinates | null;
}
/**
 * A point of the map, in degrees (WGS 84).
 */
export interface StopCoordinates {
  latitude: number;
  longitude: number;
  /**
   * Whether it is the door; otherwise it is the municipality.
   */
  is_exact: boolean;
}
/**
 * A word of a vocabulary: a key that is the same in every language, and its name.
 */
export interface Term8 {
  key: string;
  name: string;
}
/**
 * Why a stop does not take place.
 */
export interface StateReason {
  text: string;
  /**
   * Of the text: it is told in its own language until somebody translates it.
   */
  locale: string;
}
/**
 * A part of the programme.
 */
export interface ProgrammeEntry {
  /**
   * When it begins, in Madrid.
   */
  time: string;
  text: string;
}
export interface StopChronicleHeadingBlock {
  type: "heading";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleHeading;
}
export interface StopChronicleHeading {
  text: string;
}
export interface StopChronicleParagraphBlock {
  type: "paragraph";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleParagraph;
}
export interface StopChronicleParagraph {
  text: RichText;
}
export interface StopChronicleQuoteBlock {
  type: "quote";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleQuote;
}
export interface StopChronicleQuote {
  text: string;
  attribution: string;
}
export interface StopChronicleFigureBlock {
  type: "figure";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleFigure;
}
export interface StopChronicleFigure {
  number: string;
  label: string;
  source: string | null;
}
export interface StopChronicleCalloutBlock {
  type: "callout";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleCallout;
}
export interface StopChronicleCallout {
  kind: "tip" | "warning" | "note";
  title: string | null;
  text: RichText;
}
export interface StopChronicleStepsBlock {
  type: "steps";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleSteps;
}
export interface StopChronicleSteps {
  steps: StopChronicleStepsStepsItem[];
}
export interface StopChronicleStepsStepsItem {
  title: string;
  text: string | null;
  duration: string | null;
  who: string | null;
}
export interface StopChronicleTableBlock {
  type: "table";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: Table;
}
export interface StopChronicleAccordionBlock {
  type: "accordion";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleAccordion;
}
export interface StopChronicleAccordion {
  items: StopChronicleAccordionItemsItem[];
}
export interface StopChronicleAccordionItemsItem {
  title: string;
  text: RichText;
}
export interface StopChronicleCallToActionBlock {
  type: "call_to_action";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleCallToAction;
}
export interface StopChronicleCallToAction {
  text: string | null;
  label: string;
  page: Link | null;
  url: string | null;
}
export interface StopChronicleContactBlock {
  type: "contact";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleContact;
}
export interface StopChronicleContact {
  introduction: string | null;
}
export interface StopChroniclePictureBlock {
  type: "picture";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChroniclePicture;
}
export interface StopChroniclePicture {
  image: Picture | null;
  caption: string | null;
}
export interface StopChronicleGalleryBlock {
  type: "gallery";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleGallery;
}
export interface StopChronicleGallery {
  images: StopChronicleGalleryImagesItem[];
}
export interface StopChronicleGalleryImagesItem {
  image: Picture | null;
  caption: string | null;
}
export interface StopChronicleBeforeAfterBlock {
  type: "before_after";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleBeforeAfter;
}
export interface StopChronicleBeforeAfter {
  before: StopChronicleBeforeAfterBefore;
  after: StopChronicleBeforeAfterAfter;
}
export interface StopChronicleBeforeAfterBefore {
  image: Picture | null;
  caption: string | null;
}
export interface StopChronicleBeforeAfterAfter {
  image: Picture | null;
  caption: string | null;
}
export interface StopChronicleDownloadBlock {
  type: "download";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: StopChronicleDownload;
}
export interface StopChronicleDownload {
  document: File | null;
  text: string | null;
}
export interface StopChronicleVideoBlock {
  type: "video";
  /**
   * The same for as long as the block is there.
   */
  id: string;
  value: WrittenVideo;
}
/**
 * What remains of the visit to take away: a file of ours or an address elsewhere, always one of the two.
 */
export interface StopMaterial {
  title: string;
  file: File | null;
  url: string | null;
}
/**
 * The stop for calendar programs (RFC 5545).
 */
export interface CalendarEntry {
  /**
   * The same in every language and for ever.
   */
  uid: string;
  /**
   * Grows with what calendars show; the same in every language.
   */
  sequence: number;
  /**
   * The .ics file, in the document's language.
   */
  url: string;
}
/**
 * What practices are made with.
 */
export interface TechnologyDocument {
  type: "technology";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  /**
   * The same in every language; filters take it.
   */
  key: string;
}
/**
 * A theme: a line of the caravan, by which practices and stops are grouped.
 */
export interface ThemeDocument {
  type: "theme";
  /**
   * The same in every language.
   */
  uuid: string;
  /**
   * Permanent identifier, which leads to page or document.
   */
  uri: string;
  /**
   * Its page on this site; none where it has no page of its own.
   */
  url: string | null;
  /**
   * This document.
   */
  api: string;
  locale: string;
  title: string;
  /**
   * Every language in which it is public, this one included.
   */
  alternates: Alternate[];
  published_at: string | null;
  updated_at: string | null;
  licence: Licence;
  /**
   * How to name whoever it comes from when it is used again.
   */
  attribution: string;
  /**
   * Invented, to show how the site works. Not to be republished as real.
   */
  is_sample: boolean;
  /**
   * The same as schema.org's JSON-LD, ready to be embedded.
   */
  json_ld: {
    [k: string]: unknown;
  };
  /**
   * The same in every language; filters take it.
   */
  key: string;
  short_name: string;
  /**
   * The letter that stands for it on signs.
   */
  plate: string;
  /**
   * The name of its colour in the site's design.
   */
  colour: string;
  description: string;
  order: number;
}
