export { type CatalogueEntry, catalogue } from "./catalogue.ts";
