/** The entities: accounting rows, call summaries, and the cursors of delivery. */
package org.sipacc.persistence.entity;
