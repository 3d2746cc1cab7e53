package org.bellwether.store;

import java.time.Instant;

/**
 * A backup that was made of a data folder.
 *
 * @param folder absolute
 * @param made when the copy began: everything that was acknowledged before is in it
 * @param madeBy who made it, as in the audit log
 * @param erasure latest erasure that its files are without, 0 for none
 * @param problem why a later erasure could not reach it yet, empty where none is in the way
 */
public record Backup(String folder, Instant made, String madeBy, long erasure, String problem) {}
