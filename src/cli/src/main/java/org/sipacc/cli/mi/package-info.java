/**
 * The dialog module's MI commands under OpenSIPS's names, old ({@code dlg_list}) and new ({@code
 * dialog:list}), with its arguments and the shape of its answers: JSON, indented.
 */
package org.sipacc.cli.mi;
