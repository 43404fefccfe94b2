/** Whether every call and every record can be accounted for. */
package org.sipacc.service.completeness;
