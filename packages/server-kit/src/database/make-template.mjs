// Makes an empty database in the folder given. A process of its own: initdb needs some 700 MB for three seconds, and a process gives all of it back.
import { PGlite } from '@electric-sql/pglite'

const database = await PGlite.create(process.argv[2])
await database.close()
