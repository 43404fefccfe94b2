package org.sipacc.console.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.sipacc.accounting.parameter.Role;

/**
 * Which role a method of a resource takes. One that does not say is for administrators; {@link
 * RoleCheck} sees to it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RequiredRole {
  Role value();
}
