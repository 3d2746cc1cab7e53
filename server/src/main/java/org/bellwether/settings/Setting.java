package org.bellwether.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a component of a settings record that an operator can set, and says what it means. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** Default as it would stand in the file; empty for none. */
  String value() default "";

  /** Unit of a number, or the form of a text, such as {@code MiB}. */
  String unit() default "";

  /** Smallest number allowed. */
  long min() default 0;

  /** Largest number allowed. */
  long max() default Integer.MAX_VALUE;

  /** What it is for, as one sentence for the docs. */
  String meaning();

  /** Whether the value must never be shown. */
  boolean secret() default false;
}
