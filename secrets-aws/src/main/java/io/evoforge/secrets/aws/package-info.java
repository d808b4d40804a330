/** Reads and writes the credentials of the remote repository in AWS Secrets Manager. */
@NullMarked
package io.evoforge.secrets.aws;

import org.jspecify.annotations.NullMarked;
