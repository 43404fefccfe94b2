/** OpenSIPS scripts as they are written: their words, statements and expressions. */
package org.sipacc.importer.script;
