// PouchDB as a program, in three roles:
//   node pouch.js load  DIR FILE        fills the database in DIR from lines of JSON
//   node pouch.js serve DIR PORT        express-pouchdb over databases in DIR
//   node pouch.js push  DIR URL BATCH   replicates DIR to URL once for each line it reads
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const PouchDB = require('pouchdb'); // on Node its adapter is leveldb
const [role, dir, arg, batch] = process.argv.slice(2);

async function load() {
  const db = new PouchDB(path.join(dir, 'records'));
  const docs = fs.readFileSync(arg, 'utf8').trim().split('\n').map(JSON.parse);
  for (let i = 0; i < docs.length; i += 1000) {
    for (const r of await db.bulkDocs(docs.slice(i, i + 1000))) if (r.error) throw r;
  }
  await db.close();
}

function serve() {
  const app = require('express')();
  app.use('/', require('express-pouchdb')(PouchDB.defaults({prefix: dir + path.sep}), {
    mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(dir, 'express.log'),
  }));
  app.listen(Number(arg), '127.0.0.1', () => console.log('ready'));
}

async function push() {
  const db = new PouchDB(path.join(dir, 'records'));
  await db.info();
  for await (const _ of readline.createInterface({input: process.stdin})) {
    const r = await db.replicate.to(arg, {batch_size: Number(batch), batches_limit: 10});
    if (!r.ok || r.doc_write_failures > 0) throw new Error(JSON.stringify(r));
    console.log(r.docs_written);
  }
}

Promise.resolve({load, serve, push}[role]()).catch((err) => { console.error(err); process.exit(1); });
