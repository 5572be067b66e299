-- MySQL dump
CREATE TABLE `cdr` (
 `calldate` datetime, `channel` text DEFAULT ')', duration int, billsec int, disposition text, uniqueid text, KEY `k` (`calldate`)
);
INSERT INTO `cdr` VALUES ('2026-11-22 00:38:19','PJSIP/mango-1',5,3,'ANSWERED','1795297099.1'),('2026-11-22 00:38:19','It\'s',5,3,'NO ANSWER',NULL);
