COPY cdr (calldate, channel, dstchannel, duration, billsec, disposition, uniqueid) FROM stdin;
2026-11-22 00:38:19	PJSIP/a-1	\N	5	3	ANSWERED	1795297099.1
\.
