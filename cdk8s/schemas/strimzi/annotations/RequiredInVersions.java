package io.strimzi.crdgenerator.annotations;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Strimzi does not publish the annotations of its api jar: this one lets them be read. */
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiredInVersions {
    String value();
}
