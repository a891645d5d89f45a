package org.switchhook.config;

/**
 * Where the tables are: the section {@code [database]}.
 *
 * @param url JDBC address, e.g. {@code jdbc:mariadb://127.0.0.1:3306/ccdata}
 */
public record DatabaseSettings(String url, String username, Secret password) {}
