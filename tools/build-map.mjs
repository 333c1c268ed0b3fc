// Builds the project's geometry from es-atlas 0.6.0 (© Instituto Geográfico Nacional, CC BY 4.0; package MIT).
//   npm install es-atlas@0.6.0 topojson-client topojson-server topojson-simplify d3-geo   (anywhere)
//   node tools/build-map.mjs <folder with node_modules>
// Writes practices/data/outlines.json and caravana_site/templates/partials/map_land.html. Run it only to change them.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '..');
const modules = path.resolve(process.argv[2] ?? root);
const require = createRequire(path.join(modules, 'package.json'));
const load = name => import(require.resolve(name));
const [client, server, simplify, geo] = await Promise.all(['topojson-client', 'topojson-server', 'topojson-simplify', 'd3-geo'].map(load));

const WIDTH = 1000, PAD = 8, BOX = 200, CATALONIA = /^(08|17|25|43)/;
const DOT = 'M100 30a70 70 0 1 0 .1 0z'; // two tiny towns collapse to a line in the source
const rows = name => fs.readFileSync(path.join(root, 'practices/data', name), 'utf8').trim().split('\n').slice(1).map(line => line.split('\t'));
const comarcaOf = new Map(rows('municipis.tsv').map(([ine, , , comarca]) => [ine, comarca]));

const source = JSON.parse(fs.readFileSync(path.join(modules, 'node_modules/es-atlas/es/municipalities.json')));
const ours = { type: 'GeometryCollection', geometries: source.objects.municipalities.geometries.filter(g => CATALONIA.test(g.id)) };
const collection = client.feature(source, ours);
if (collection.features.length !== comarcaOf.size) throw new Error(`${collection.features.length} outlines for ${comarcaOf.size} municipalities`);

// One projection for everything: conic conformal between the parallels of Catalonia, 1000 units wide.
const projection = geo.geoConicConformal().parallels([40.8, 42.6]).rotate([-1.7, 0]);
projection.fitWidth(WIDTH - 2 * PAD, collection);
const bounds = geo.geoPath(projection).bounds(collection);
const [tx, ty] = projection.translate();
projection.translate([tx + PAD - bounds[0][0], ty + PAD - bounds[0][1]]);
const height = Math.ceil(bounds[1][1] - bounds[0][1] + 2 * PAD);

const polygons = c => (typeof c?.[0]?.[0]?.[0] === 'number' ? [c] : c ?? []);
const flat = { type: 'FeatureCollection', features: collection.features.map(f => ({
  type: 'Feature', id: f.id,
  geometry: { type: 'MultiPolygon', coordinates: polygons(f.geometry.coordinates).map(p => p.map(r => r.map(point => projection(point)))) },
})) };
const topology = server.topology({ m: flat }, 1e6);
const weighed = simplify.presimplify(topology);
const at = weight => simplify.simplify(weighed, weight);

const area = ring => Math.abs(ring.reduce((sum, [x, y], i) => { const [nx, ny] = ring[(i + 1) % ring.length]; return sum + x * ny - nx * y; }, 0) / 2);
const round = (value, digits = 0) => +value.toFixed(digits);

/** Relative path of straight segments, in whole units. */
function straight(points, closed) {
  const kept = [];
  for (const [x, y] of points) { const p = [Math.round(x), Math.round(y)], last = kept.at(-1); if (!last || last[0] !== p[0] || last[1] !== p[1]) kept.push(p); }
  if (closed && kept.length > 1 && kept[0][0] === kept.at(-1)[0] && kept[0][1] === kept.at(-1)[1]) kept.pop();
  if (kept.length < (closed ? 3 : 2)) return '';
  let d = `M${kept[0][0]} ${kept[0][1]}l`, [px, py] = kept[0], first = true;
  for (const [x, y] of kept.slice(1)) { const dx = x - px, dy = y - py; d += (first || dx < 0 ? '' : ' ') + dx + (dy < 0 ? '' : ' ') + dy; first = false; [px, py] = [x, y]; }
  return d + (closed ? 'z' : '');
}

/** Closed path of quadratic curves through the segments' midpoints: few points, and no facets at the size drawn. */
function smooth(points) {
  const ring = points.slice(0, -1);
  if (ring.length < 4) return straight(points, true);
  const mid = (a, b) => [round((a[0] + b[0]) / 2, 1), round((a[1] + b[1]) / 2, 1)];
  const start = mid(ring.at(-1), ring[0]);
  return `M${start.join(' ')}` + ring.map((p, i) => `Q${round(p[0], 1)} ${round(p[1], 1)} ${mid(p, ring[(i + 1) % ring.length]).join(' ')}`).join('') + 'z';
}

/** Fit rings into the box; returns how to place any other point of the same map in it. */
function fit(parts) {
  const all = parts.flatMap(p => p[0]);
  const xs = all.map(p => p[0]), ys = all.map(p => p[1]);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = BOX / Math.max(x1 - x0, y1 - y0), ox = (BOX - (x1 - x0) * k) / 2, oy = (BOX - (y1 - y0) * k) / 2;
  return p => [(p[0] - x0) * k + ox, (p[1] - y0) * k + oy];
}
const silhouette = (parts, draw) => { const place = fit(parts); return parts.map(p => p.map(r => draw(r.map(place))).join('')).join(''); };

function centre(ring) {
  let a = 0, x = 0, y = 0;
  for (let i = 0; i < ring.length - 1; i++) { const c = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]; a += c; x += (ring[i][0] + ring[i + 1][0]) * c; y += (ring[i][1] + ring[i + 1][1]) * c; }
  if (Math.abs(a) > 1e-9) return [x / (3 * a), y / (3 * a)];
  return [0, 1].map(axis => ring.reduce((sum, p) => sum + p[axis], 0) / ring.length); // a ring that collapsed to a line
}
const largest = parts => parts.map(p => p[0]).sort((a, b) => area(b) - area(a))[0];

const fine = new Map(client.feature(at(.004), at(.004).objects.m).features.map(f => [f.id, polygons(f.geometry.coordinates).filter(p => p[0]?.length > 3)]));
const municipalities = flat.features.map(f => {
  const [x, y] = centre(largest(f.geometry.coordinates)), [longitude, latitude] = projection.invert([x, y]);
  const parts = (fine.get(f.id) ?? []).filter(p => area(p[0]) > 1e-6);
  return { ine: f.id, x: round(x, 1), y: round(y, 1), longitude: round(longitude, 4), latitude: round(latitude, 4), outline: parts.length ? silhouette(parts, smooth) || DOT : DOT };
});

function merged(weight, belongs) {
  const t = at(weight), geometries = t.objects.m.geometries.filter(g => belongs(g.id));
  const parts = client.merge(t, geometries).coordinates.map(p => p.filter(r => area(r) > .5)).filter(p => p.length && area(p[0]) > 1);
  const inner = client.mesh(t, { type: 'GeometryCollection', geometries }, (a, b) => a !== b).coordinates;
  const place = fit(parts), [x, y] = centre(largest(parts));
  return { x: round(x, 1), y: round(y, 1), outline: silhouette(parts, smooth), borders: inner.map(l => straight(l.map(place), false)).join('') };
}
const comarques = [...new Set(comarcaOf.values())].sort().map(name => ({ name, ...merged(.05, id => comarcaOf.get(id) === name) }));
const provinces = ['08', '17', '25', '43'].map(code => { const { borders, ...rest } = merged(.2, id => id.startsWith(code)); return { code, ...rest }; });

const one = row => JSON.stringify(row);
fs.writeFileSync(path.join(root, 'practices/data/outlines.json'), `{"municipalities":[\n${municipalities.map(one).join(',\n')}\n],"comarques":[\n${comarques.map(one).join(',\n')}\n],"provinces":[\n${provinces.map(one).join(',\n')}\n]}\n`);

const coarse = at(.45), mesh = at(5);
const lines = (t, keep) => client.mesh(t, t.objects.m, keep).coordinates.map(l => straight(l, false)).join('');
const land = client.merge(coarse, coarse.objects.m.geometries).coordinates.map(p => p.map(r => (r.length > 3 && area(r) > 3 ? straight(r, true) : '')).join('')).join('');
const same = (a, b) => a.id.slice(0, 2) === b.id.slice(0, 2);
fs.writeFileSync(path.join(root, 'caravana_site/templates/partials/map_land.html'),
  `{# Made by tools/build-map.mjs. Geometry: Instituto Geográfico Nacional, CC BY 4.0. Box: 0 0 ${WIDTH} ${height}. #}\n<path class="map__land" d="${land}"/><path class="map__mesh" d="${lines(mesh, (a, b) => a !== b && same(a, b))}"/><path class="map__prov" d="${lines(coarse, (a, b) => a !== b && !same(a, b))}"/>\n`);
console.log({ height, municipalities: municipalities.length, comarques: comarques.length, dots: municipalities.filter(m => m.outline === DOT).map(m => m.ine) });
