// Writes the TypeScript types of a JSON Schema: node generate.mjs < schema.json > types.d.ts
import { readFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  await compile(schema, schema.title, {
    additionalProperties: false,
    bannerComment: "/* Written by `manage.py api_contract` from the schemas beside it: do not edit. */",
    enableConstEnums: false,
    unreachableDefinitions: true,
    style: { printWidth: 120 },
  }),
);
