/** The node's policy: its versions, which one is in force, and how another takes its place. */
package org.sipacc.service.policy;
