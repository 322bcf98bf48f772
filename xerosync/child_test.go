package xerosync

const childVariable = "LITEWORK_TEST_CHILD"

func childMain() {}
