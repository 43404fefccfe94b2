package org.sipacc.console.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the one method that is open to everybody: the login. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WithoutLogin {}
