package org.switchhook.config;

import java.time.ZoneId;
import java.util.List;

/**
 * All of switchhook.conf.
 *
 * @param name the bridge's name; unique among the bridges of one database
 * @param zone the zone of dates that a payload gives without one (uContact's {@code date})
 * @param pbxs at least one
 */
public record Settings(
    String name,
    ZoneId zone,
    List<PbxSettings> pbxs,
    DatabaseSettings database,
    JournalSettings journal,
    DeliverySettings delivery,
    ModelSettings model,
    WebSettings web,
    AgiSettings agi,
    RetentionSettings retention,
    CredentialSettings credentials) {}
